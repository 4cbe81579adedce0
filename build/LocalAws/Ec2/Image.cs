namespace LocalAws.Ec2;

/// <summary>A machine image of a region.</summary>
public sealed record Image(string Region, string Name, string OwnerAccount)
{
    const string Amazon = "137112412989";

    /// <summary>ami- and seventeen digits; by default made of region and name.</summary>
    public string Id { get; init; } = Ec2Ids.Create("ami", Region, Name);

    /// <summary>The alias of an owner such as amazon, or null.</summary>
    public string? OwnerAlias { get; init; }

    /// <summary>x86_64 or arm64.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>What it is.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was made; the newest is the one that CDK takes.</summary>
    public DateTimeOffset Created { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether every account may use it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Tags, which only its owner sees.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Amazon Linux, as every region has it.</summary>
    internal static IEnumerable<Image> Public(string region) =>
        [
            Linux(region, "al2023-ami-2023.9.20251117.1-kernel-6.1", "x86_64", "Amazon Linux 2023 AMI"),
            Linux(region, "al2023-ami-2023.9.20251117.1-kernel-6.1", "arm64", "Amazon Linux 2023 AMI"),
            Linux(region, "amzn2-ami-hvm-2.0.20251110.1", "x86_64-gp2", "Amazon Linux 2 AMI"),
        ];

    static Image Linux(string region, string name, string suffix, string description) =>
        new(region, $"{name}-{suffix}", Amazon)
        {
            OwnerAlias = "amazon",
            Architecture = suffix.Split('-')[0],
            Description = description,
            Created = new(2025, 11, 17, 0, 0, 0, TimeSpan.Zero),
            IsPublic = true,
        };
}
