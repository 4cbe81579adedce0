using System.Text.Json;
using Guards;

namespace Deployment.Assemblies;

/// <summary>A JSON file of the assembly, read whole and checked to be JSON that .NET can hand out as strings.</summary>
static class JsonFile
{
    static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false };

    /// <summary>The file's root object; null when it is not there, not readable or not JSON, which is then a problem told.</summary>
    public static ManifestNode? Read(string file, AssemblyProblems problems)
    {
        if (ReadBytes(file, problems) is not { } bytes || !IsSound(bytes, file, problems))
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, DocumentOptions);
            return new ManifestNode(document.RootElement.Clone(), file, "$", problems);
        }
        catch (JsonException exception)
        {
            problems.Add(FindingCodes.InvalidJson, file, exception.Message);
            return null;
        }
    }

    /// <summary>Checks that the file holds one JSON object, without keeping it.</summary>
    public static void Check(string file, AssemblyProblems problems)
    {
        if (ReadBytes(file, problems) is { } bytes)
            IsSound(bytes, file, problems);
    }

    static byte[]? ReadBytes(string file, AssemblyProblems problems)
    {
        try
        {
            FileNode.DemandFile(file);
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(FindingCodes.MissingFile, file, "the file does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(FindingCodes.MissingFile, file, $"cannot be read: {exception.Message}");
        }
        return null;
    }

    static bool IsSound(ReadOnlySpan<byte> bytes, string file, AssemblyProblems problems)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            do
            {
                // Half a surrogate pair is JSON, but no text; GetString tells.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            } while (reader.Read());
            if (!System.Text.Unicode.Utf8.IsValid(bytes))
                problems.Add(FindingCodes.InvalidJson, file, "is not UTF-8");
            else if (!isObject)
                problems.Add(FindingCodes.InvalidJson, file, "holds no JSON object");
            else
                return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problems.Add(FindingCodes.InvalidJson, file, exception.Message);
        }
        return false;
    }
}
