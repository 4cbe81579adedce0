namespace LocalAws.Ec2;

/// <summary>A machine image of a region.</summary>
public sealed record Image(string Region, string Name, string OwnerAccount)
{
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

    /// <summary>Whether it is a Windows.</summary>
    public bool IsWindows { get; init; }

    /// <summary>What AWS and makers of operating systems publish in every region.</summary>
    internal static IEnumerable<Image> Public(string region) =>
        PublishedImages
            .All.Values.DistinctBy(image => image.Name)
            .Select(image => new Image(region, image.Name, image.Owner)
            {
                OwnerAlias = image.IsAmazons ? "amazon" : null,
                Architecture = image.Architecture,
                Description = image.Name,
                Created = PublishedImages.Created,
                IsPublic = true,
                IsWindows = image.IsWindows,
            });
}
