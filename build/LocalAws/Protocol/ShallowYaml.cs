using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LocalAws.Protocol;

/// <summary>
/// Reads YAML that nests no deeper than JSON may: whoever builds a tree of it recurses, and a caller must not exhaust the
/// stack.
/// </summary>
sealed class ShallowYaml(TextReader text) : IParser
{
    /// <summary>As deep as System.Text.Json goes where nothing else is said.</summary>
    public const int Deepest = 64;

    readonly Parser _parser = new(text);
    int _depth;

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="YamlException">It nests deeper.</exception>
    public bool MoveNext()
    {
        var moved = _parser.MoveNext();
        _depth += Current?.NestingIncrease ?? 0;
        return _depth <= Deepest
            ? moved
            : throw new YamlException(Current!.Start, Current.End, $"nested more than {Deepest} levels deep");
    }
}
