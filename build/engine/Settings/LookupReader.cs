using LocalAws;
using LocalAws.Ec2;
using LocalAws.Route53;

namespace Settings;

/// <summary>Reads what the settings say of zones, networks, images and public parameters, noting everything that is wrong.</summary>
static class LookupReader
{
    /// <param name="json">The section, which may be missing.</param>
    /// <param name="accounts">The accounts that exist.</param>
    public static LookupFixtures Read(JsonReader json, IReadOnlyList<string> accounts)
    {
        if (json.IsMissing)
            return new LookupFixtures();
        json = json.WithProperties("hostedZones", "vpcs", "images", "publicParameters");
        return new LookupFixtures
        {
            HostedZones = [.. Each(json, "hostedZones").Select(zone => ReadZone(zone, accounts))],
            Vpcs = [.. Each(json, "vpcs").Select(vpc => NetworkReader.Read(vpc, accounts))],
            Images = [.. Each(json, "images").Select(ReadImage)],
            PublicParameters = json["publicParameters"]
                .Entries()
                .DistinctBy(parameter => parameter.Name)
                .ToDictionary(parameter => parameter.Name, ReadParameter),
        };
    }

    static HostedZone ReadZone(JsonReader json, IReadOnlyList<string> accounts)
    {
        json = json.WithProperties("account", "name", "id", "comment", "vpcs");
        var zone = new HostedZone(
            LocalAwsReader.ReadAccount(json["account"], accounts),
            json["name"].Text(TextFormat.Domain)
        );
        return zone with
        {
            Id = json["id"].OptionalText(TextFormat.ZoneId) ?? zone.Id,
            Comment = json["comment"].OptionalText() ?? "",
            Vpcs = [.. Each(json, "vpcs").Select(ReadZoneVpc)],
        };
    }

    static ZoneVpc ReadZoneVpc(JsonReader json)
    {
        json = json.WithProperties("region", "id");
        return new(json["region"].Region(), json["id"].Text(TextFormat.Ec2Id("vpc")));
    }

    static Image ReadImage(JsonReader json)
    {
        json = json.WithProperties(
            "region",
            "name",
            "ownerAccount",
            "ownerAlias",
            "id",
            "architecture",
            "description",
            "created",
            "isPublic",
            "tags"
        );
        var image = new Image(
            json["region"].Region(),
            json["name"].Text(),
            json["ownerAccount"].Text(TextFormat.Account)
        );
        return image with
        {
            Id = json["id"].OptionalText(TextFormat.Ec2Id("ami")) ?? image.Id,
            OwnerAlias = json["ownerAlias"].OptionalText(),
            Architecture = json["architecture"].OptionalText(TextFormat.Architecture) ?? image.Architecture,
            Description = json["description"].OptionalText() ?? "",
            Created = json["created"].OptionalTime() ?? image.Created,
            IsPublic = json["isPublic"].OptionalFlag() ?? false,
            Tags = json["tags"].Texts(),
        };
    }

    static string ReadParameter(JsonEntry parameter)
    {
        const string Prefix = "/aws/service/";
        if (!parameter.Name.StartsWith(Prefix, StringComparison.Ordinal))
            parameter.Value.Problems.Add(parameter.Value.Path, $"is not the name of a public parameter: {Prefix}...");
        return parameter.Value.Text();
    }

    static IReadOnlyList<JsonReader> Each(JsonReader json, string property) => json[property].Items(optional: true);
}
