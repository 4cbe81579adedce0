namespace LocalAws.CloudFormation.Templates;

/// <summary>
/// Templates parsed lately, by their text: each step of a deployment reads its stack's anew, and many stacks, those of a
/// bootstrapping above all, have the same. A parsed template is only read, so that all may share it.
/// </summary>
sealed class TemplateCache
{
    /// <summary>Characters of all texts together.</summary>
    const int Most = 4 * 1024 * 1024;

    readonly Lock _sync = new();
    readonly Dictionary<string, Lazy<Template>> _templates = new(StringComparer.Ordinal);
    readonly Queue<string> _oldest = new();
    long _length;

    /// <summary>The template of that text; a <see cref="TemplateException"/> where it is none.</summary>
    public Template Parse(string text)
    {
        Lazy<Template>? parsed;
        lock (_sync)
        {
            if (!_templates.TryGetValue(text, out parsed))
                Add(text, parsed = new(() => TemplateParser.Parse(text)));
        }
        return parsed.Value;
    }

    void Add(string text, Lazy<Template> parsed)
    {
        _templates.Add(text, parsed);
        _oldest.Enqueue(text);
        _length += text.Length;
        while (_length > Most && _oldest.TryDequeue(out var gone))
        {
            _templates.Remove(gone);
            _length -= gone.Length;
        }
    }
}
