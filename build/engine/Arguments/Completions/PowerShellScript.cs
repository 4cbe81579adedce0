namespace Arguments.Completions;

/// <summary>Completes in PowerShell ("Register-ArgumentCompleter" of its reference).</summary>
static class PowerShellScript
{
    public static string Of(CommandWords words) =>
        $$"""
            # Load it with: ./build.ps1 --target=Completion --shell=powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName build.ps1, ./build.ps1, .\build.ps1 -ScriptBlock {
              param($word, $line, $position)
              $options = @(
            {{string.Join(
                "\n",
                words.Options.Select(option =>
                    $"    {Entry($"--{option.Name}{(option.TakesValue ? "=" : "")}", option.Text)}"
                )
            )}}
              )
              $values = @{
            {{string.Join(
                "\n",
                words.Options.Where(option => option.Values.Count > 0).Select(option =>
                    $"    '--{option.Name}' = @({string.Join("; ", option.Values.Select(value => Entry(value.Word, value.Text)))})"
                )
            )}}
              }
              $text = [string]$word
              if ($text -match '^(?<name>--[^=]+)=(?<value>.*)$') {
                $name, $value = $Matches['name'], $Matches['value']
                $values[$name] | Where-Object { $_ -and $_[0] -like "$value*" } | ForEach-Object {
                  [System.Management.Automation.CompletionResult]::new("$name=$($_[0])", $_[0], 'ParameterValue', $_[1])
                }
              } else {
                $options | Where-Object { $_[0] -like "$text*" } | ForEach-Object {
                  [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterName', $_[1])
                }
              }
            }

            """;

    /// <summary>A word with its text, which must not be empty.</summary>
    static string Entry(string word, string text) => $",@({Quoted(word)}, {Quoted(text.Length > 0 ? text : word)})";

    static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
