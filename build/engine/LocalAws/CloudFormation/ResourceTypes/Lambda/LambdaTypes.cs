using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;

namespace LocalAws.CloudFormation.ResourceTypes.Lambda;

/// <summary>What belongs to Lambda functions: permissions, versions and aliases.</summary>
static class LambdaTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new FunctionType(),
            new PermissionType(),
            new RecordedType(
                new RecordedTypeSpecification(
                    "AWS::Lambda::Version",
                    PropertySchema.Of("AWS::Lambda::Version"),
                    ["lambda:PublishVersion"],
                    [],
                    ["lambda:DeleteFunction"]
                )
                {
                    ArnPattern = "lambda:{region}:{account}:function:{id}",
                    MakeIdentifier = request => $"{NameOf(request)}:{NextVersion(request)}",
                    Reference = (_, _, arn) => arn,
                    Attributes = (_, id, arn) =>
                        new JsonObject { ["FunctionArn"] = arn, ["Version"] = id.Split(':')[^1] },
                }
            ),
            new RecordedType(
                new RecordedTypeSpecification(
                    "AWS::Lambda::Alias",
                    PropertySchema.Of("AWS::Lambda::Alias"),
                    ["lambda:CreateAlias"],
                    ["lambda:UpdateAlias"],
                    ["lambda:DeleteAlias"]
                )
                {
                    ArnPattern = "lambda:{region}:{account}:function:{id}",
                    MakeIdentifier = request => $"{NameOf(request)}:{request.Text("Name")}",
                    Reference = (_, _, arn) => arn,
                    Attributes = (_, _, arn) => new JsonObject { ["AliasArn"] = arn },
                }
            ),
        ];

    /// <summary>The number after the highest that the function has.</summary>
    static string NextVersion(ResourceRequest request)
    {
        var prefix = $"AWS::Lambda::Version/{NameOf(request)}:";
        var last = request
            .Services.World.Table(RecordedTables.Records, request.Account, request.Region)
            .Range(prefix, null, int.MaxValue)
            .Select(pair =>
                int.TryParse(pair.Key[prefix.Length..], CultureInfo.InvariantCulture, out var number) ? number : 0
            )
            .DefaultIfEmpty()
            .Max();
        return (last + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A function is named by its name or its ARN.</summary>
    internal static string NameOf(ResourceRequest request) => request.Text("FunctionName")!.Split(":function:")[^1];
}
