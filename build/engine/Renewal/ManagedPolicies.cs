using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Iam.ManagedPolicies;

namespace Renewal;

/// <summary>Makes the archive of the policies that AWS manages.</summary>
static class ManagedPolicies
{
    const string Prefix = "arn:aws:iam::aws:policy";

    /// <summary>
    /// Reads a compressed file with a JSON object a line (arn; version, an id; updated, a date; document) and writes the archive, which is of
    /// the day of the newest document.
    /// </summary>
    public static int Renew(string source, string target)
    {
        var documents = new Dictionary<string, ManagedPolicyEdition>(StringComparer.Ordinal);
        var newest = DateOnly.MinValue;
        using var lines = new StreamReader(new GZipStream(File.OpenRead(source), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var policy = JsonDocument.Parse(line);
            var arn = policy.RootElement.GetProperty("arn").GetString()!;
            var document = policy.RootElement.GetProperty("document");
            var updated = policy.RootElement.GetProperty("updated").GetString()!;
            var day = DateOnly.ParseExact(updated[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            documents[arn[Prefix.Length..]] = new(
                JsonSerializer.Serialize(document, JsonSerializerOptions.Web),
                policy.RootElement.GetProperty("version").GetString()!,
                day
            );
            newest = day > newest ? day : newest;
        }
        var archive = ManagedPolicyArchive.Write(newest, documents);
        File.WriteAllBytes(target, archive);
        Console.WriteLine($"{documents.Count} policies of {newest:yyyy-MM-dd}, {archive.Length} bytes");
        return 0;
    }
}
