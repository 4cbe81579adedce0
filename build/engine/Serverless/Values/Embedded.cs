namespace Serverless.Values;

/// <summary>The library's data files.</summary>
static class Embedded
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream =
            typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0)
                yield return line;
    }
}
