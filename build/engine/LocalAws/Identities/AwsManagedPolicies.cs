using System.Security.Cryptography;
using System.Text;
using Iam.ManagedPolicies;

namespace LocalAws.Identities;

/// <summary>The policies that AWS manages, in the default version that was published last.</summary>
static class AwsManagedPolicies
{
    /// <summary>The document of that ARN, or null where there is no such policy.</summary>
    public static string? Find(string arn)
    {
        const string ours = "arn:aws:";
        var document = ManagedPolicyCatalog.Find(arn)?.Document.Json;
        // The documents of other partitions name those partitions.
        return document is null || arn.StartsWith(ours, StringComparison.Ordinal)
            ? document
            : document.Replace(ours, $"arn:{Iam.Arns.PartitionOf(arn)}:", StringComparison.Ordinal);
    }

    /// <summary>The policy of that ARN, or null where there is none.</summary>
    public static ManagedPolicy? Read(string arn) =>
        Find(arn) is { } document && ManagedPolicyCatalog.Find(arn) is { } found
            ? Of(arn, found.Path + found.Name, found.Version, found.Updated, document)
            : null;

    /// <summary>All of them by their ARNs in a partition, without their documents.</summary>
    public static IEnumerable<ManagedPolicy> All(string partition) =>
        ManagedPolicyCatalog.Versions.Select(one =>
            Of($"arn:{partition}:iam::aws:policy{one.Path}", one.Path, one.Version, one.Updated, "")
        );

    static ManagedPolicy Of(string arn, string path, string version, DateOnly updated, string document)
    {
        var name = path.LastIndexOf('/') + 1;
        var time = new DateTimeOffset(updated.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new()
        {
            Name = path[name..],
            Path = path[..name],
            Id = "ANPA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..17],
            Arn = arn,
            Created = time,
            Updated = time,
            Versions = [new(version, document, time, IsDefault: true)],
        };
    }
}
