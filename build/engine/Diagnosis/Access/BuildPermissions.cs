using System.Text.RegularExpressions;
using Deployment.Assemblies;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;
using Iam;

namespace Diagnosis.Access;

/// <summary>What CodeBuild asks for as a build's service role: its image, logs, artifacts, cache, secrets, reports.</summary>
static partial class BuildPermissions
{
    public static IEnumerable<RequiredPermission> Of(
        PipelineBuild build,
        PipelineAction action,
        TargetEnvironment environment
    )
    {
        var actor = new Actor.Role(build.RoleArn);
        return
        [
            .. Image(),
            .. Logs(),
            .. Artifacts(),
            .. Cache(),
            .. build.Secrets.Select(Secret),
            .. build.ReportGroups.SelectMany(Reports),
        ];

        RequiredPermission Allowing(string verb, string resource, string reason, string? pattern = null) =>
            new(actor, verb, resource, reason)
            {
                ResourceAccount = environment.Account,
                ResourcePattern = pattern ?? resource,
            };

        // CodeBuild User Guide, "Amazon ECR sample".
        IEnumerable<RequiredPermission> Image()
        {
            if (build.PulledImage is null || PrivateImage().Match(build.PulledImage) is not { Success: true } image)
                return [];
            const string Reason = "it pulls its image";
            var repository =
                $"arn:{environment.Partition}:ecr:{image.Groups["region"]}:{image.Groups["account"]}:repository/{image.Groups["name"]}";
            return
            [
                Allowing("ecr:GetAuthorizationToken", "*", Reason),
                .. ((string[])["BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "BatchGetImage"]).Select(verb =>
                    Allowing($"ecr:{verb}", repository, Reason)
                ),
            ];
        }

        IEnumerable<RequiredPermission> Logs()
        {
            var group = Arn("logs", $"log-group:{build.LogGroup ?? $"/aws/codebuild/{build.Name}"}");
            if (build.LogGroup is null)
                yield return Allowing("logs:CreateLogGroup", group, "it writes its log");
            yield return Allowing(
                "logs:CreateLogStream",
                $"{group}:log-stream:build",
                "it writes its log",
                $"{group}:*"
            );
            yield return Allowing("logs:PutLogEvents", $"{group}:log-stream:build", "it writes its log", $"{group}:*");
        }

        IEnumerable<RequiredPermission> Artifacts()
        {
            if (action.Bucket is not { } bucket)
                yield break;
            var objects = $"arn:{environment.Partition}:s3:::{bucket}/pipeline/artifact";
            var pattern = $"arn:{environment.Partition}:s3:::{bucket}/*";
            if (action.HasInput)
            {
                yield return Allowing("s3:GetObject", objects, "it reads its input artifacts", pattern);
                yield return Allowing("s3:GetObjectVersion", objects, "it reads its input artifacts", pattern);
                if (action.KeyArn is { } key)
                    yield return ThroughS3("kms:Decrypt", key, "it reads its input artifacts");
            }
            if (action.HasOutput)
            {
                yield return Allowing("s3:PutObject", objects, "it leaves its output artifacts", pattern);
                if (action.KeyArn is { } key)
                    yield return ThroughS3("kms:GenerateDataKey", key, "it leaves its output artifacts");
            }
        }

        IEnumerable<RequiredPermission> Cache()
        {
            if (build.Cache is not { } cache)
                yield break;
            var objects = $"arn:{environment.Partition}:s3:::{cache}/cache";
            var pattern = $"arn:{environment.Partition}:s3:::{cache}/*";
            yield return Allowing(
                "s3:GetObject",
                objects,
                "it reads the packages that builds before it fetched",
                pattern
            );
            yield return Allowing("s3:PutObject", objects, "it keeps the packages that it fetched", pattern);
        }

        RequiredPermission Secret(BuildSecret secret)
        {
            var reason = $"variable {secret.Name} is read from {secret.Value}";
            if (secret.Type == "PARAMETER_STORE")
                return Allowing("ssm:GetParameters", Arn("ssm", $"parameter/{secret.Value.TrimStart('/')}"), reason);
            // name:key:stage:version, or an ARN with the same after it.
            var isArn = secret.Value.StartsWith("arn:", StringComparison.Ordinal);
            var name = isArn ? string.Join(':', secret.Value.Split(':').Take(7)) : secret.Value.Split(':')[0];
            var arn = isArn ? name : Arn("secretsmanager", $"secret:{name}");
            return SecretSuffix().IsMatch(arn)
                ? Allowing("secretsmanager:GetSecretValue", arn, reason)
                : Allowing("secretsmanager:GetSecretValue", $"{arn}-AbCdEf", reason, $"{arn}-??????");
        }

        IEnumerable<RequiredPermission> Reports(string nameOrArn)
        {
            var isArn = nameOrArn.StartsWith("arn:", StringComparison.Ordinal);
            var group = isArn ? nameOrArn : Arn("codebuild", $"report-group/{build.Name}-{nameOrArn}");
            string[] verbs = ["CreateReport", "UpdateReport", "BatchPutTestCases"];
            return (isArn ? verbs : verbs.Prepend("CreateReportGroup")).Select(verb =>
                Allowing($"codebuild:{verb}", group, "it hands its test results in")
            );
        }

        RequiredPermission ThroughS3(string verb, string key, string reason)
        {
            var arn = key.StartsWith("arn:", StringComparison.Ordinal) ? key : Arn("kms", $"key/{key}");
            return Allowing(verb, arn, reason) with
            {
                Context = RequestContext.Empty.With(
                    "kms:ViaService",
                    $"s3.{environment.Region}.{environment.UrlSuffix}"
                ),
            };
        }

        string Arn(string service, string resource) =>
            $"arn:{environment.Partition}:{service}:{environment.Region}:{environment.Account}:{resource}";
    }

    /// <summary>An image in a private repository of ECR.</summary>
    [GeneratedRegex(@"^(?<account>\d{12})\.dkr\.ecr(-fips)?\.(?<region>[a-z0-9-]+)\.[^/]+/(?<name>[^:@]+)")]
    private static partial Regex PrivateImage();

    /// <summary>What Secrets Manager adds to a secret's name in its ARN.</summary>
    [GeneratedRegex("-[A-Za-z0-9]{6}$")]
    private static partial Regex SecretSuffix();
}
