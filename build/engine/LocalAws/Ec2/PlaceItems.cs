using System.Globalization;

namespace LocalAws.Ec2;

/// <summary>Availability zones and images as EC2 describes them.</summary>
static class PlaceItems
{
    static readonly Dictionary<string, string> _noTags = [];

    public static Described Of(AvailabilityZone zone) =>
        Described.Create(
            zone.Name,
            Described.Of(
                ("optInStatus", "opt-in-not-required"),
                ("messageSet", ""),
                ("regionName", zone.Region),
                ("zoneName", zone.Name),
                ("zoneId", zone.Id),
                ("groupName", zone.Region + "-zg-1"),
                ("networkBorderGroup", zone.Region),
                ("zoneType", "availability-zone"),
                ("zoneState", "available")
            ),
            _noTags,
            ("zone-name", zone.Name),
            ("zone-id", zone.Id),
            ("region-name", zone.Region),
            ("state", "available"),
            ("zone-type", "availability-zone"),
            ("group-name", zone.Region + "-zg-1"),
            ("opt-in-status", "opt-in-not-required")
        );

    public static Described Of(Image image, string caller) =>
        Described.Create(
            image.Id,
            Described.Of(
                ("imageId", image.Id),
                ("imageLocation", $"{image.OwnerAlias ?? image.OwnerAccount}/{image.Name}"),
                ("imageState", "available"),
                ("imageOwnerId", image.OwnerAccount),
                ("imageOwnerAlias", image.OwnerAlias),
                ("creationDate", Time(image.Created)),
                ("isPublic", image.IsPublic),
                ("architecture", image.Architecture),
                ("imageType", "machine"),
                ("name", image.Name),
                ("description", image.Description),
                ("rootDeviceType", "ebs"),
                ("platform", image.IsWindows ? "windows" : null),
                ("rootDeviceName", image.IsWindows ? "/dev/sda1" : "/dev/xvda"),
                ("virtualizationType", "hvm"),
                ("hypervisor", "xen"),
                ("enaSupport", true),
                ("platformDetails", image.IsWindows ? "Windows" : "Linux/UNIX"),
                ("usageOperation", image.IsWindows ? "RunInstances:0002" : "RunInstances")
            ),
            image.OwnerAccount == caller ? image.Tags : _noTags,
            ("image-id", image.Id),
            ("name", image.Name),
            ("owner-id", image.OwnerAccount),
            ("owner-alias", image.OwnerAlias),
            ("creation-date", Time(image.Created)),
            ("description", image.Description),
            ("is-public", image.IsPublic ? "true" : "false"),
            ("architecture", image.Architecture),
            ("image-type", "machine"),
            ("state", "available"),
            ("platform", image.IsWindows ? "windows" : null),
            ("root-device-type", "ebs"),
            ("root-device-name", "/dev/xvda"),
            ("virtualization-type", "hvm"),
            ("hypervisor", "xen"),
            ("ena-support", "true")
        );

    public static Described Region(string name) =>
        Described.Create(
            name,
            Described.Of(
                ("optInStatus", "opt-in-not-required"),
                ("regionName", name),
                ("regionEndpoint", $"ec2.{name}.{Partitions.UrlSuffixOf(name)}")
            ),
            _noTags,
            ("region-name", name),
            ("endpoint", $"ec2.{name}.{Partitions.UrlSuffixOf(name)}"),
            ("opt-in-status", "opt-in-not-required")
        );

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
