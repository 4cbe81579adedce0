namespace LocalAws.CodeBuild.Runs;

/// <summary>Replaces secrets by asterisks, as CodeBuild's logs do.</summary>
sealed class LogMask
{
    const string Mask = "***";
    List<string> _secrets = [];

    /// <summary>Hides a value from now on, each of its lines by itself.</summary>
    public void Hide(string secret)
    {
        var lines = secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Longer ones first, so that none is cut by another that is part of it.
        _secrets = [.. _secrets.Union(lines).OrderByDescending(line => line.Length)];
    }

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }
}
