using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace LocalAws.Ec2;

/// <summary>An image that AWS publishes in every region, and the public parameter that names the latest of its kind.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Name">The image's name.</param>
sealed record PublishedImage(string Parameter, string Name, string Architecture, string Owner, bool IsWindows)
{
    /// <summary>Whether AWS itself made it.</summary>
    public required bool IsAmazons { get; init; }
}

/// <summary>
/// The images that AWS and makers of operating systems publish and what public parameters say of them, made up but for their
/// names: Systems Manager User Guide, "Working with public parameters"; ECS, EKS and Bottlerocket User Guides, "Retrieving ...
/// AMI IDs"; EC2 User Guide on macOS; the pages of Canonical, Debian, SUSE and FreeBSD on their parameters.
/// </summary>
static class PublishedImages
{
    const string Linux = "/aws/service/ami-amazon-linux-latest/";
    const string Ecs = "/aws/service/ecs/optimized-ami/";
    const string Eks = "/aws/service/eks/optimized-ami/";
    const string Bottlerocket = "/aws/service/bottlerocket/";
    const string Windows = "/aws/service/ami-windows-latest/";
    const string Kubernetes = "{1.25|1.26|1.27|1.28|1.29|1.30|1.31|1.32|1.33|1.34|1.35}";
    const string Languages =
        "{Arabic|Chinese_Simplified|Chinese_Traditional|Czech|Dutch|English|French|German|Hungarian|Italian|Japanese|Korean|Polish|Portuguese_Brazil|Portuguese_Portugal|Russian|Spanish|Swedish|Turkish}";

    /// <summary>The accounts of those whose images are not Amazon's, by what the parameter begins with.</summary>
    static readonly (string Start, string Account)[] others =
    [
        (Ubuntu, "099720109477"),
        ("/aws/service/debian/", "136693071363"),
        (Suse, "013907871322"),
        ("/aws/service/freebsd/", "782442783595"),
    ];

    /// <summary>When all of them were made.</summary>
    public static DateTimeOffset Created { get; } = new(2025, 11, 17, 0, 0, 0, TimeSpan.Zero);

    const string Ubuntu = "/aws/service/canonical/ubuntu/";
    const string Suse = "/aws/service/suse/sles";
    const string DeepLearning = "/aws/service/deeplearning/ami/{x86_64|arm64}/";

    /// <summary>Parameters whose last part, or all of it, names an image, with each choice in braces.</summary>
    static readonly string[] parameters =
    [
        Linux + "al2023-ami-{kernel-default|kernel-6.1|kernel-6.12}-{x86_64|arm64}",
        Linux + "al2023-ami-minimal-{kernel-default|kernel-6.1|kernel-6.12}-{x86_64|arm64}",
        Linux + "al2022-ami-{kernel-default|kernel-5.15}-{x86_64|arm64}",
        Linux + "amzn2-ami-{hvm|kernel-5.10-hvm}-{x86_64|arm64}-{gp2|ebs}",
        Linux + "amzn2-ami-minimal-hvm-{x86_64|arm64}-ebs",
        Linux + "amzn-ami-{hvm|minimal-hvm}-x86_64-{gp2|ebs|s3}",
        Linux + "amzn-ami-{pv|minimal-pv}-x86_64-{ebs|s3}",
        Ecs + "amazon-linux-{2|2023}/recommended/image_id",
        Ecs + "amazon-linux-{2|2023}/{arm64|gpu|inf|neuron}/recommended/image_id",
        Ecs + "amazon-linux-2/kernel-5.10/recommended/image_id",
        Ecs + "amazon-linux-2/kernel-5.10/{arm64|gpu|inf}/recommended/image_id",
        Ecs + "amazon-linux/recommended/image_id",
        Ecs + "windows_server/{2016|2019|2022|2025}/english/{full|core}/recommended/image_id",
        Eks + Kubernetes + "/amazon-linux-2{|-arm64|-gpu}/recommended/image_id",
        Eks + Kubernetes + "/amazon-linux-2023/{x86_64|arm64}/{standard|nvidia|neuron}/recommended/image_id",
        Bottlerocket + "aws-ecs-{1|2}{|-nvidia}/{x86_64|arm64}/latest/image_id",
        Bottlerocket + "aws-k8s-" + Kubernetes + "{|-nvidia}/{x86_64|arm64}/latest/image_id",
        Windows + "{|TPM-}Windows_Server-{2016|2019|2022|2025}-" + Languages + "-Full-Base",
        Windows + "Windows_Server-{2012-RTM|2012-R2_RTM}-" + Languages + "-64Bit-Base",
        Windows + "Windows_Server-{2016|2019|2022|2025}-English-Core-Base",
        Windows + "Windows_Server-{2016|2019|2022|2025}-English-{Full|Core}-ContainersLatest",
        Windows + "EC2LaunchV2-Windows_Server-{2016|2019|2022}-English-{Full|Core}-{Base|ContainersLatest}",
        Windows + "Windows_Server-{2019|2022|2025}-English-STIG-{Full|Core}",
        Windows
            + "Windows_Server-{2016|2019|2022|2025}-{English|Japanese}-Full-SQL_{2017|2019|2022}_{Web|Standard|Express|Enterprise}",
        Windows
            + "Windows_Server-2016-{English|Japanese|Korean|Chinese_Simplified}-Full-SQL_2016_{SP1|SP2|SP3}_{Web|Standard|Express|Enterprise}",
        Windows + "Windows_Server-{2016|2019|2022|2025}-English-{Full|Core}-ECS_Optimized/image_id",
        Windows + "Windows_Server-{2019|2022|2025}-English-{Full|Core}-EKS_Optimized-" + Kubernetes + "/image_id",
        Ubuntu
            + "{server|server-minimal|pro-server}/{16.04|18.04|20.04|22.04|xenial|bionic|focal|jammy}/stable/current/{amd64|arm64}/hvm/{ebs-gp2|ebs-gp3}/ami-id",
        Ubuntu
            + "{server|server-minimal|pro-server}/{24.04|25.04|25.10|noble|plucky|questing}/stable/current/{amd64|arm64}/hvm/ebs-gp3/ami-id",
        Ubuntu
            + "{eks|eks-pro}/{20.04|22.04|24.04}/"
            + Kubernetes
            + "/stable/current/{amd64|arm64}/hvm/{ebs-gp2|ebs-gp3}/ami-id",
        "/aws/service/debian/{release|daily}/{10|11|12|13|buster|bullseye|bookworm|trixie}/latest/{amd64|arm64}",
        Suse + "{|-byos}/{12-sp5|15-sp3|15-sp4|15-sp5|15-sp6|15-sp7|16.0}/{x86_64|arm64}/latest",
        "/aws/service/freebsd/{amd64|aarch64}/base/{ufs|zfs}/{13.5|14.2|14.3|15.0}/RELEASE",
        "/aws/service/ec2-macos/{monterey|ventura|sonoma|sequoia|tahoe}/{x86_64_mac|arm64_mac}/latest/image_id",
        "/aws/service/storagegateway/ami/{CACHED|STORED|VTL|TAPE|FILE_S3|FILE_FSX_SMB}/latest",
        "/aws/service/neuron/dlami/multi-framework/{ubuntu-22.04|ubuntu-24.04|amazon-linux-2023}/latest/image_id",
        DeepLearning
            + "{base-oss-nvidia-driver-gpu|base-with-single-cuda}-{ubuntu-22.04|ubuntu-24.04|amazon-linux-2|amazon-linux-2023}/latest/ami-id",
    ];

    /// <summary>All of them, by parameter.</summary>
    public static FrozenDictionary<string, PublishedImage> All => all.Value;

    static readonly Lazy<FrozenDictionary<string, PublishedImage>> all = new(() =>
        parameters
            .SelectMany(Choices)
            .Select(Image)
            .ToFrozenDictionary(image => image.Parameter, StringComparer.Ordinal)
    );

    /// <summary>The value of a public parameter in a region, or null where AWS publishes none of the name.</summary>
    public static string? ValueOf(string region, string parameter)
    {
        if (All.TryGetValue(parameter, out var image))
            return IdOf(region, image);
        var slash = parameter.LastIndexOf('/');
        // What is said of an image besides its id; of ECS's also all at once.
        if (slash > 0 && All.TryGetValue(parameter[..slash] + "/image_id", out var described))
            return parameter[(slash + 1)..] switch
            {
                "image_name" => described.Name,
                "image_version" => "1.50.0-1a2b3c4d",
                "release_version" => $"{parameter.Split('/')[5]}.0-{Created:yyyyMMdd}",
                _ => null,
            };
        if (parameter.StartsWith(Ecs, StringComparison.Ordinal) && All.TryGetValue(parameter + "/image_id", out image))
            return new JsonObject
            {
                ["ecs_agent_version"] = "1.100.1",
                ["ecs_runtime_version"] = "Docker version 25.0.13",
                ["image_id"] = IdOf(region, image),
                ["image_name"] = image.Name,
                ["os"] = image.IsWindows ? "Windows Server" : "Amazon Linux",
                ["schema_version"] = 1,
                ["source_image_name"] = image.Name,
            }.ToJsonString();
        return null;
    }

    static string IdOf(string region, PublishedImage image) => Ec2Ids.Create("ami", region, image.Name);

    static PublishedImage Image(string parameter)
    {
        var isWindows = parameter.Contains("indows", StringComparison.Ordinal);
        var isArm =
            parameter.Contains("arm64", StringComparison.Ordinal)
            || parameter.Contains("aarch64", StringComparison.Ordinal);
        var architecture = isArm ? "arm64" : "x86_64";
        var owner = Array.Find(others, other => parameter.StartsWith(other.Start, StringComparison.Ordinal)).Account;
        return new(
            parameter,
            isWindows ? $"{Words(parameter)}-{Created:yyyy.MM.dd}"
                : parameter.StartsWith(Linux, StringComparison.Ordinal) ? LinuxName(parameter[Linux.Length..])
                : $"{Words(parameter)}-{Created:yyyyMMdd}",
            architecture,
            owner ?? (isWindows ? "801119661308" : "137112412989"),
            isWindows
        )
        {
            IsAmazons = owner is null,
        };
    }

    /// <summary>Amazon Linux has its version in the middle of the name, and a default kernel that it calls by its number.</summary>
    static string LinuxName(string kind)
    {
        string[] marks = ["-kernel-", "-x86_64", "-arm64"];
        var (version, text) = kind.StartsWith("al", StringComparison.Ordinal)
            ? (
                $"-{kind[2..6]}.9.{Created:yyyyMMdd}.1",
                kind.Replace("kernel-default", "kernel-6.1", StringComparison.Ordinal)
            )
            : ($"-2.0.{Created:yyyyMMdd}.1", kind);
        var at = marks
            .Skip(text.StartsWith("al", StringComparison.Ordinal) ? 0 : 1)
            .Select(mark => text.IndexOf(mark, StringComparison.Ordinal))
            .First(index => index > 0);
        return text[..at] + version + text[at..];
    }

    /// <summary>What a parameter's name says of its image.</summary>
    static string Words(string parameter)
    {
        string[] others =
        [
            "ami-windows-latest",
            "optimized-ami",
            "recommended",
            "latest",
            "image_id",
            "ami-id",
            "stable",
            "current",
        ];
        return string.Join('-', parameter["/aws/service/".Length..].Split('/').Except(others));
    }

    /// <summary>A text for each way to choose within its braces.</summary>
    static IEnumerable<string> Choices(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return [text];
        var close = text.IndexOf('}', open);
        return text[(open + 1)..close]
            .Split('|')
            .SelectMany(choice => Choices(text[..open] + choice + text[(close + 1)..]));
    }
}
