using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>What a delivery pipeline has besides CodePipeline and CodeBuild: webhooks and connections to source repositories.</summary>
static class DeveloperTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new RecordedType(
                new RecordedTypeSpecification(
                    "AWS::CodePipeline::Webhook",
                    PropertySchema.Of("AWS::CodePipeline::Webhook"),
                    ["codepipeline:PutWebhook"],
                    ["codepipeline:PutWebhook"],
                    ["codepipeline:DeleteWebhook"]
                )
                {
                    ArnPattern = "codepipeline:{region}:{account}:webhook:{id}",
                    NameProperty = "Name",
                    NameLimit = 100,
                    Attributes = (request, id, _) =>
                        new JsonObject
                        {
                            ["Id"] = id,
                            ["Url"] =
                                $"https://webhooks.domain.com/trigger?t={PhysicalIds.Hash(request.Stack.Id + id)}&v=1",
                        },
                }
            ),
            Connection("AWS::CodeStarConnections::Connection", "codestar-connections"),
            Connection("AWS::CodeConnections::Connection", "codeconnections"),
        ];

    /// <summary>A connection is pending until someone completes it in a browser.</summary>
    static RecordedType Connection(string type, string service) =>
        new(
            new RecordedTypeSpecification(
                type,
                PropertySchema.Of(type),
                [$"{service}:CreateConnection"],
                [$"{service}:TagResource"],
                [$"{service}:DeleteConnection"]
            )
            {
                ArnPattern = service + ":{region}:{account}:connection/{id}",
                MakeIdentifier = request => Uuid(request.Suffix),
                TagAction = $"{service}:TagResource",
                Reference = (_, _, arn) => arn,
                Attributes = (request, _, arn) =>
                    new JsonObject
                    {
                        ["ConnectionArn"] = arn,
                        ["ConnectionStatus"] = "PENDING",
                        ["OwnerAccountId"] = request.Account,
                    },
            }
        );

    static string Uuid(string seed) => Guid.Parse(PhysicalIds.Hash(seed)[..32]).ToString();
}
