namespace LocalAws.Ec2;

/// <summary>A zone of a region, such as eu-west-1a, whose id is euw1-az1.</summary>
public sealed record AvailabilityZone(string Region, string Name, string Id)
{
    /// <summary>The zones of regions that do not have just a, b and c.</summary>
    static readonly Dictionary<string, string> _letters = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = "abcdef",
        ["us-west-1"] = "ab",
        ["us-west-2"] = "abcd",
        ["ca-central-1"] = "abd",
        ["ap-northeast-1"] = "acd",
        ["ap-northeast-2"] = "abcd",
    };

    /// <summary>The zones of a region, in the order of their names.</summary>
    public static IReadOnlyList<AvailabilityZone> Of(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        var code = Code(region);
        return
        [
            .. _letters
                .GetValueOrDefault(region, "abc")
                .Select((letter, index) => new AvailabilityZone(region, region + letter, $"{code}-az{index + 1}")),
        ];
    }

    /// <summary>us-east-1 is use1, ap-northeast-1 is apne1.</summary>
    static string Code(string region)
    {
        var parts = region.Split('-');
        var places = parts[1..^1]
            .Select(part =>
                part switch
                {
                    "northeast" => "ne",
                    "northwest" => "nw",
                    "southeast" => "se",
                    "southwest" => "sw",
                    { Length: > 0 } => part[..1],
                    _ => "",
                }
            );
        return parts.Length < 3 ? region : parts[0] + string.Concat(places) + parts[^1];
    }
}
