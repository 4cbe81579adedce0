using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Domain of a REST API: the domain name, its base path mappings and records.</summary>
sealed class RestDomain(SourceResource source, Transformation transformation, JsonObject domain)
{
    readonly string _id = source.LogicalId;
    readonly bool _isPrivate = domain["EndpointConfiguration"].Text() == "PRIVATE";

    public void Add(List<GeneratedResource> made)
    {
        var name = domain["DomainName"] ?? throw source.Error("Property 'Domain.DomainName' is required.");
        var certificate =
            domain["CertificateArn"] ?? throw source.Error("Property 'Domain.CertificateArn' is required.");
        var version = _isPrivate ? "V2" : "";
        var resource = new GeneratedResource(
            SortedText.Id($"ApiGatewayDomainName{version}", name),
            $"AWS::ApiGateway::DomainName{version}",
            source.PassedAttributes
        );
        var endpoint = domain["EndpointConfiguration"] ?? "REGIONAL";
        if (endpoint.Text() is not ("EDGE" or "REGIONAL" or "PRIVATE"))
            throw source.Error(
                "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE']."
            );
        var isRegional = endpoint.Text() == "REGIONAL";
        resource.With(
            ("DomainName", name),
            (isRegional ? "RegionalCertificateArn" : "CertificateArn", certificate),
            (
                "EndpointConfiguration",
                Map(
                    ("Types", List(endpoint)),
                    ("IpAddressType", domain["IpAddressType"].IsGiven() ? domain["IpAddressType"] : null)
                )
            ),
            ("MutualTlsAuthentication", _isPrivate ? null : MutualTls(source, domain))
        );
        foreach (
            var optional in new[]
            {
                "SecurityPolicy",
                "EndpointAccessMode",
                "OwnershipVerificationCertificateArn",
                _isPrivate ? "Policy" : "",
            }
        )
            if (domain[optional].IsGiven())
                resource.With((optional, domain[optional]));
        made.Add(resource);
        AddMappings(resource, made);
        if (_isPrivate && domain["AccessAssociation"] is { } association)
            made.Add(Association(resource, association));
        if (domain["Route53"] is JsonObject route)
            RecordSets.Add(source, transformation, domain, Alias(resource, route, endpoint.Text()!), made);
        else
            RecordSets.Add(source, transformation, domain, [], made);
    }

    public static JsonObject? MutualTls(SourceResource source, JsonObject domain)
    {
        if (!domain["MutualTlsAuthentication"].IsGiven())
            return null;
        var given = source.RequireMap(domain["MutualTlsAuthentication"], "Domain.MutualTlsAuthentication");
        if (given.Any(entry => entry.Key is not ("TruststoreUri" or "TruststoreVersion")))
            throw source.Error(
                "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion']."
            );
        return Map(("TruststoreUri", Given("TruststoreUri")), ("TruststoreVersion", Given("TruststoreVersion")));

        JsonNode? Given(string name) => given[name].IsGiven() ? given[name] : null;
    }

    void AddMappings(GeneratedResource resource, List<GeneratedResource> made)
    {
        var paths = domain["BasePath"].IsGiven() ? domain["BasePath"].AsList() : [null];
        var normalizes = domain["NormalizeBasePath"] is not { } wanted || wanted.IsGiven();
        foreach (var (index, path) in paths.Index())
        {
            if (path is not null && path.Text() is null)
                throw SpecificationException.Type(_id, $"Domain.BasePath[{index.Written()}]", "string");
            var bare = Alphanumeric(path.Text() ?? "");
            made.Add(
                new GeneratedResource(
                    $"{_id}{bare}BasePathMapping",
                    _isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping",
                    source.PassedAttributes
                ).With(
                    (_isPrivate ? "DomainNameArn" : "DomainName", resource.Reference),
                    ("RestApiId", Calls.Ref(_id)),
                    ("Stage", Calls.Ref($"{_id}.Stage")),
                    (
                        "BasePath",
                        path is null ? null
                        : normalizes ? bare
                        : path
                    )
                )
            );
        }
    }

    GeneratedResource Association(GeneratedResource resource, JsonNode association)
    {
        var endpoint = source.RequireMap(association, "Domain.AccessAssociation")["VpcEndpointId"];
        return new GeneratedResource(
            SortedText.Id("DomainNameAccessAssociation", List(endpoint, resource.LogicalId)),
            "AWS::ApiGateway::DomainNameAccessAssociation",
            source.PassedAttributes
        ).With(
            ("DomainNameArn", resource.Reference),
            ("AccessAssociationSourceType", "VPCE"),
            ("AccessAssociationSource", endpoint)
        );
    }

    static JsonObject Alias(GeneratedResource resource, JsonObject route, string endpoint) =>
        endpoint switch
        {
            "REGIONAL" => RecordSets.Regional(route, resource.LogicalId),
            "EDGE" => Map(
                ("EvaluateTargetHealth", route["EvaluateTargetHealth"]),
                // CloudFront's own zone.
                ("HostedZoneId", "Z2FDTNDATAQYW2"),
                (
                    "DNSName",
                    route["DistributionDomainName"] ?? Calls.GetAtt(resource.LogicalId, "DistributionDomainName")
                )
            ),
            _ => Map(
                ("EvaluateTargetHealth", route["EvaluateTargetHealth"]),
                ("HostedZoneId", route["VpcEndpointHostedZoneId"]),
                ("DNSName", route["VpcEndpointDomainName"])
            ),
        };
}
