namespace LocalAws.CodeBuild.Runs;

/// <summary>A secret as variables name it: secret-id:json-key:version-stage:version-id, of which all but the first may be missing or empty.</summary>
public sealed record SecretReference(string Id, string? JsonKey, string? Stage, string? VersionId)
{
    const int PartsOfArn = 7;

    /// <summary>Reads one; a secret's ARN has colons itself.</summary>
    public static SecretReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var length = parts[0] == "arn" ? Math.Min(PartsOfArn, parts.Length) : 1;
        return new(string.Join(':', parts[..length]), Part(0), Part(1), Part(2));

        string? Part(int index) => parts.ElementAtOrDefault(length + index) is { Length: > 0 } part ? part : null;
    }
}
