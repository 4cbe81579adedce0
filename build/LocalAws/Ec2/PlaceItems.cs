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
                ("rootDeviceName", "/dev/xvda"),
                ("virtualizationType", "hvm"),
                ("hypervisor", "xen"),
                ("enaSupport", true),
                ("platformDetails", "Linux/UNIX"),
                ("usageOperation", "RunInstances")
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
            ("root-device-type", "ebs"),
            ("root-device-name", "/dev/xvda"),
            ("virtualization-type", "hvm"),
            ("hypervisor", "xen"),
            ("ena-support", "true")
        );

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
