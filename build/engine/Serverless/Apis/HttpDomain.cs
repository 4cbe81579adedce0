using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Domain of an HTTP or WebSocket API: the domain name, its mappings and records.</summary>
static partial class HttpDomain
{
    public static IReadOnlyList<GeneratedResource> Of(
        SourceResource source,
        Transformation transformation,
        JsonNode? given,
        string tag
    )
    {
        if (given is null)
            return [];
        var domain = source.RequireMap(given, "Domain");
        if (domain["DomainName"] is not { } name || domain["CertificateArn"] is not { } certificate)
            throw source.Error("Custom Domains only works if both DomainName and CertificateArn are provided.");
        if (domain["EndpointConfiguration"] is { } endpoint && endpoint.Text() != "REGIONAL")
            throw source.Error("EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].");
        var made = new List<GeneratedResource>();
        var resource = new GeneratedResource(
            SortedText.Id("ApiGatewayDomainNameV2", name),
            "AWS::ApiGatewayV2::DomainName",
            source.PassedAttributes
        ).With(
            ("DomainName", name),
            (
                "DomainNameConfigurations",
                List(
                    Map(
                        ("CertificateArn", certificate),
                        ("EndpointType", "REGIONAL"),
                        ("OwnershipVerificationCertificateArn", Given("OwnershipVerificationCertificateArn")),
                        ("SecurityPolicy", Given("SecurityPolicy"))
                    )
                )
            ),
            ("MutualTlsAuthentication", RestDomain.MutualTls(source, domain)),
            ("Tags", Map((tag, "SAM")))
        );
        made.Add(resource);
        foreach (var path in domain["BasePath"].IsGiven() ? domain["BasePath"].AsList() : [null])
            made.Add(Mapping(source, resource, path));
        RecordSets.Add(
            source,
            transformation,
            domain,
            RecordSets.Regional(domain["Route53"] as JsonObject, resource.LogicalId),
            made
        );
        return made;

        JsonNode? Given(string property) => domain[property].IsGiven() ? domain[property] : null;
    }

    static GeneratedResource Mapping(SourceResource source, GeneratedResource domain, JsonNode? path)
    {
        if (path is not null && path.Text() is null)
            throw source.Error("Basepath must be a string.");
        var text = path.Text();
        if (text is not null && Wrong().IsMatch(text))
            throw source.Error("Invalid Basepath name provided.");
        return new GeneratedResource(
            $"{source.LogicalId}{Separators().Replace(text ?? "", "")}ApiMapping",
            "AWS::ApiGatewayV2::ApiMapping",
            source.PassedAttributes
        ).With(
            ("DomainName", domain.Reference),
            ("ApiId", Calls.Ref(source.LogicalId)),
            ("Stage", Calls.Ref($"{source.LogicalId}.Stage")),
            ("ApiMappingKey", text?.Trim('/'))
        );
    }

    [GeneratedRegex(@"[^0-9a-zA-Z/\-_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Wrong();

    [GeneratedRegex(@"[\-_/]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
