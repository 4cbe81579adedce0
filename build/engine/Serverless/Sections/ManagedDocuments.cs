using System.Text.Json.Nodes;
using Serverless.Apis;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Sections;

/// <summary>Gives APIs without a document one that events write into.</summary>
static class ManagedDocuments
{
    public static void Add(JsonObject resources)
    {
        foreach (var (_, node) in resources)
        {
            if (
                node is not JsonObject resource
                || resource["Type"].Text() is not ("AWS::Serverless::Api" or "AWS::Serverless::HttpApi")
            )
                continue;
            var properties = resource.MapAt("Properties");
            if (properties["DefinitionBody"].IsGiven() || properties["DefinitionUri"].IsGiven())
                continue;
            properties["DefinitionBody"] =
                resource["Type"].Text() == "AWS::Serverless::Api"
                    ? SwaggerDocument.Skeleton()
                    : OpenApiDocument.Skeleton();
            properties[PropertyTable.Internal] = true;
        }
    }

    /// <summary>Documents of REST APIs that are wanted in version 3 say so.</summary>
    public static void SetVersions(JsonObject resources)
    {
        foreach (var (_, node) in resources)
            if (
                node is JsonObject resource
                && resource["Type"].Text() == "AWS::Serverless::Api"
                && resource["Properties"] is JsonObject properties
                && properties[PropertyTable.Internal] is not null
                && properties["OpenApiVersion"] is { } version
                && ApiDocument.IsThree(version)
            )
            {
                properties["OpenApiVersion"] = version.Written();
                if (properties["DefinitionBody"] is not JsonObject document)
                    continue;
                document.Remove("swagger");
                document["openapi"] = version.Written();
            }
    }
}
