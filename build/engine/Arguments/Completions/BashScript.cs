namespace Arguments.Completions;

/// <summary>
/// Completes in bash. Bash splits the line at equals signs unless COMP_WORDBREAKS has none, so the script splits it itself,
/// and answers with what replaces the part that bash takes for the word (Bash Reference Manual, "Programmable Completion").
/// </summary>
static class BashScript
{
    public static string Of(CommandWords words) =>
        $$"""
            # Load it with: source <({{CompletionScript.CommandOf(Shell.Bash)}})
            _cdk_deployments() {
              local line=${COMP_LINE:0:COMP_POINT} word before name='' value values='' reply
              word=${line##*[[:space:]]}
              before=${line%"$word"}
              before=${before%"${before##*[![:space:]]}"}
              before=${before##*[[:space:]]}
              if [[ $word == --*=* ]]; then
                name=${word%%=*} value=${word#*=}
              elif [[ $before == -t || $before == --target ]]; then
                name=--target value=$word
              fi
              local IFS=$' \t\n'
              case $name in
                '') values='{{string.Join(
                ' ',
                words.Options.Select(option => $"--{option.Name}{(option.TakesValue ? "=" : "")}")
            )}}' value=$word ;;
            {{string.Concat(
                words
                    .Options.Where(option => option.Values.Count > 0)
                    .Select(option =>
                        $"    --{option.Name}) values='{string.Join(' ', option.Values.Select(value => value.Word))}' ;;\n"
                    )
            )}}    {{string.Join('|', words.Options.Where(option => option.IsPath).Select(option => $"--{option.Name}"))}})
                  compopt -o filenames 2> /dev/null
                  COMPREPLY=($(compgen -f -- "$value"))
                  return ;;
                *) return ;;
              esac
              # Of a list only its last word is at hand.
              local list=''
              if [[ $name == --?* && $value == *,* ]]; then list=${value%,*}, value=${value##*,}; fi
              COMPREPLY=()
              for reply in $(compgen -W "$values" -- "$value"); do
                reply=$list$reply
                [[ -n $name && $word == --*=* && $COMP_WORDBREAKS != *=* ]] && reply=$name=$reply
                [[ -n $name || $reply == *= ]] || reply="$reply "
                COMPREPLY+=("$reply")
              done
            }
            complete -o nospace -F _cdk_deployments build.sh ./build.sh

            """;
}
