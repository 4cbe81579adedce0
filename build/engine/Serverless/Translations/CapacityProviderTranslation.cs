using System.Text.Json.Nodes;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Translations;

/// <summary>AWS::Serverless::CapacityProvider: instances that functions run on, with the role that manages them.</summary>
static class CapacityProviderTranslation
{
    public static IReadOnlyList<GeneratedResource> Translate(SourceResource source, Transformation transformation)
    {
        var made = new List<GeneratedResource>();
        var network = source.RequireMap(source["VpcConfig"], "VpcConfig");
        if (network["SubnetIds"] is not { } subnets)
            throw source.Error("Property 'VpcConfig.SubnetIds' is required.");
        var tags = (JsonObject)(source.Map("Tags") ?? []).DeepClone();
        tags["lambda:createdBy"] = "SAM";
        var role = source["OperatorRole"];
        if (!role.IsGiven())
        {
            var operatorRole = new GeneratedResource(
                $"{source.LogicalId}OperatorRole",
                "AWS::IAM::Role",
                source.PassedAttributes
            ).With(
                ("AssumeRolePolicyDocument", PolicyDocuments.Trust("lambda.amazonaws.com")),
                ("ManagedPolicyArns", List(transformation.ManagedPolicy("AWSLambdaManagedEC2ResourceOperator"))),
                ("Tags", PassedTags(source, Map(("lambda:createdBy", "SAM"))))
            );
            made.Add(operatorRole);
            role = operatorRole.Arn;
        }
        made.Add(
            new GeneratedResource(
                source.LogicalId,
                "AWS::Lambda::CapacityProvider",
                source.Attributes,
                source.DependsOn
            ).With(
                (
                    "CapacityProviderName",
                    source["CapacityProviderName"].IsGiven() ? source["CapacityProviderName"] : null
                ),
                ("VpcConfig", Map(("SubnetIds", subnets), ("SecurityGroupIds", network["SecurityGroupIds"]))),
                ("PermissionsConfig", Map(("CapacityProviderOperatorRoleArn", role))),
                ("Tags", Tags(tags)),
                ("InstanceRequirements", Requirements(source)),
                ("CapacityProviderScalingConfig", Scaling(source)),
                ("KmsKeyArn", source["KmsKeyArn"].IsGiven() ? source["KmsKeyArn"] : null)
            )
        );
        return made;
    }

    static JsonArray PassedTags(SourceResource source, JsonObject own)
    {
        if (source["PropagateTags"].IsGiven())
            foreach (var (key, value) in source.Map("Tags") ?? [])
                own[key] = value?.DeepClone();
        return Tags(own);
    }

    static JsonObject? Requirements(SourceResource source)
    {
        if (source.Map("InstanceRequirements") is not { Count: > 0 } given)
            return null;
        if (given["AllowedTypes"] is not null && given["ExcludedTypes"] is not null)
            throw source.Error(
                "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together."
            );
        return Map(
            ("Architectures", given["Architectures"]),
            ("AllowedInstanceTypes", given["AllowedTypes"]),
            ("ExcludedInstanceTypes", given["ExcludedTypes"])
        );
    }

    static JsonObject? Scaling(SourceResource source)
    {
        if (source.Map("ScalingConfig") is not { Count: > 0 } given)
            return null;
        var target = given["AverageCPUUtilization"];
        return Map(
            ("MaxVCpuCount", given["MaxVCpuCount"]),
            ("ScalingMode", target is null ? "Auto" : "Manual"),
            (
                "ScalingPolicies",
                target is null
                    ? null
                    : List(
                        Map(
                            ("PredefinedMetricType", "LambdaCapacityProviderAverageCPUUtilization"),
                            ("TargetValue", target)
                        )
                    )
            )
        );
    }
}
