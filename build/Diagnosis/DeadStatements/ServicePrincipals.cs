using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>The services that policies name most. There is no list of all: what is only like one of them is a mistake.</summary>
static class ServicePrincipals
{
    const string Suffix = ".amazonaws.com";

    static readonly string[] names =
    [
        "apigateway",
        "appsync",
        "athena",
        "autoscaling",
        "backup",
        "batch",
        "bedrock",
        "cloudformation",
        "cloudfront",
        "cloudtrail",
        "cloudwatch",
        "codebuild",
        "codedeploy",
        "codepipeline",
        "cognito-idp",
        "config",
        "delivery.logs",
        "dynamodb",
        "ec2",
        "ecs",
        "ecs-tasks",
        "edgelambda",
        "eks",
        "elasticloadbalancing",
        "elasticmapreduce",
        "events",
        "firehose",
        "glue",
        "guardduty",
        "iot",
        "kinesis",
        "kms",
        "lambda",
        "logs",
        "monitoring.rds",
        "pipes",
        "rds",
        "redshift",
        "s3",
        "sagemaker",
        "scheduler",
        "secretsmanager",
        "ses",
        "sns",
        "sqs",
        "ssm",
        "states",
        "transfer",
        "vpc-flow-logs",
        "xray",
    ];

    public static DeadPart? Mistake(string principal)
    {
        const int Shortest = 5;
        if (!Unknown.IsKnown(principal) || !principal.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var name = principal[..^Suffix.Length];
        // Names of few letters are like others by chance, and a region may stand behind the service.
        if (
            name.Length < Shortest
            || name.Contains('.', StringComparison.Ordinal)
            || names.Contains(name)
            || AwsCatalog.Actions.ActionCatalog.Service(name) is not null
        )
            return null;
        return NearestNames.Of(name, names.Where(other => other.Length >= Shortest), 1) is { } nearest
            ? new(DiagnosisCodes.ServicePrincipalNotFound, $"{principal} is no service; {nearest}{Suffix} is")
            : null;
    }
}
