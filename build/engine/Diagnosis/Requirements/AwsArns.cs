using Deployment.Assemblies;

namespace Diagnosis.Requirements;

/// <summary>ARNs of what deployments touch.</summary>
static class AwsArns
{
    /// <summary>In the place of what AWS makes up, as a stack's id; patterns have "*" there.</summary>
    public const string MadeUp = "GENERATED";

    public static string Parameter(TargetEnvironment environment, string name) =>
        In(environment, "ssm", $"parameter/{name.TrimStart('/')}");

    public static string Stack(TargetEnvironment environment, string name) =>
        In(environment, "cloudformation", $"stack/{name}/{MadeUp}");

    /// <summary>A transform of AWS, by its name in templates.</summary>
    public static string Transform(TargetEnvironment environment, string name) =>
        $"arn:{environment.Partition}:cloudformation:{environment.Region}:aws:transform/{name["AWS::".Length..]}";

    public static string Bucket(TargetEnvironment environment, string name) =>
        $"arn:{environment.Partition}:s3:::{name}";

    public static string Object(TargetEnvironment environment, string bucket, string key) =>
        $"{Bucket(environment, bucket)}/{key}";

    public static string Repository(TargetEnvironment environment, string name) =>
        In(environment, "ecr", $"repository/{name}");

    static string In(TargetEnvironment environment, string service, string resource) =>
        $"arn:{environment.Partition}:{service}:{environment.Region}:{environment.Account}:{resource}";
}
