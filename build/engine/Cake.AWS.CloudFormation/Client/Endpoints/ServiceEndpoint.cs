using System.Text.Json;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Cake.AWS.CloudFormation.Client.Endpoints;

/// <summary>Where a service of a region is called, and which region its calls are signed for.</summary>
/// <remarks>endpoints.json says for each service what AWS's endpoint rules say otherwise than for most: by service, then by
/// partition, "*" for all others. What a partition is called and which suffixes it has comes from the SDK. The source is the
/// rule sets of AWS's API models; a test holds every host against what another SDK makes of them.</remarks>
public sealed record ServiceEndpoint(string Host, string SigningRegion)
{
    const string Others = "*";

    static readonly Lazy<IReadOnlyDictionary<string, Dictionary<string, Dictionary<string, string>>>> rules = new(Read);

    /// <param name="service">As its calls are signed: cloudformation, iam.</param>
    public static ServiceEndpoint Of(string service, string region, bool fips = false, bool dualStack = false)
    {
        var partition = Fn.Partition(region);
        var home = RuleOf(service, partition.name, "home");
        var variant = (fips, dualStack) switch
        {
            (true, true) => "fipsDualStack",
            (true, false) => "fips",
            (false, true) => "dualStack",
            _ => "plain",
        };
        var host = RuleOf(service, partition.name, variant)!
            .Replace("{service}", service, StringComparison.Ordinal)
            .Replace("{region}", region, StringComparison.Ordinal)
            .Replace("{home}", home, StringComparison.Ordinal)
            .Replace("{dnsSuffix}", partition.dnsSuffix, StringComparison.Ordinal)
            .Replace("{dualStackDnsSuffix}", partition.dualStackDnsSuffix, StringComparison.Ordinal);
        return new(host, home ?? region);
    }

    static string? RuleOf(string service, string partition, string name) =>
        new[] { (service, partition), (service, Others), (Others, Others) }
            .Select(place =>
                rules.Value.GetValueOrDefault(place.Item1)?.GetValueOrDefault(place.Item2)?.GetValueOrDefault(name)
            )
            .FirstOrDefault(rule => rule is not null);

    static Dictionary<string, Dictionary<string, Dictionary<string, string>>> Read()
    {
        using var file = typeof(ServiceEndpoint).Assembly.GetManifestResourceStream("endpoints.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(file)!;
    }
}
