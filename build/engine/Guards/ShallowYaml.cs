using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Guards;

/// <summary>
/// Reads YAML that nests no deeper than <see cref="Nesting.Deepest"/>. An alias within what an anchor names is refused: a few
/// lines of those make a tree without end.
/// </summary>
sealed class ShallowYaml(TextReader text, bool takesAliases = true) : IParser
{
    readonly Parser _parser = new(text);
    int _depth;

    /// <summary>How deep the outermost anchored node that is being read lies, or 0 outside of one.</summary>
    int _anchored;

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="YamlException">It nests deeper, or multiplies itself.</exception>
    public bool MoveNext()
    {
        if (!_parser.MoveNext() || Current is not { } now)
            return false;
        _depth += now.NestingIncrease;
        if (_depth > Nesting.Deepest + 2)
            throw new YamlException(now.Start, now.End, Nesting.TooDeep);
        if (now is AnchorAlias && !takesAliases)
            throw new YamlException(now.Start, now.End, "it has an alias, which CloudFormation takes from no template");
        if (now is AnchorAlias && _anchored > 0)
            throw new YamlException(now.Start, now.End, "an alias is used within what an anchor names");
        if (_anchored == 0 && now is MappingStart { Anchor.IsEmpty: false } or SequenceStart { Anchor.IsEmpty: false })
            _anchored = _depth;
        else if (now.NestingIncrease < 0 && _depth < _anchored)
            _anchored = 0;
        return true;
    }
}
