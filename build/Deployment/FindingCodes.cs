namespace Deployment;

/// <summary>The codes of findings that a deployment makes. The tests hold each to a next action that is carried out.</summary>
public static class FindingCodes
{
    public static FindingCode ApprovalRefused { get; } = new();
    public static FindingCode ApprovalRequired { get; } = new();
    public static FindingCode AssemblyErrors { get; } = new();
    public static FindingCode AssemblyNotFound { get; } = new();
    public static FindingCode AssetPackagingFailed { get; } = new();
    public static FindingCode AssetPublishFailed { get; } = new();
    public static FindingCode AssumeRoleFailed { get; } = new();
    public static FindingCode AwsRefused { get; } = new();
    public static FindingCode AwsUnreachable { get; } = new();
    public static FindingCode BootstrapResourceMissing { get; } = new();
    public static FindingCode BootstrapStackNotFound { get; } = new();
    public static FindingCode BootstrapTemplateNotFound { get; } = new();
    public static FindingCode BucketMissing { get; } = new();
    public static FindingCode CdkAssetsMissing { get; } = new();
    public static FindingCode ChangeSetCreationFailed { get; } = new();
    public static FindingCode ChangeSetInTheWay { get; } = new();
    public static FindingCode DependencyCycle { get; } = new();
    public static FindingCode DiskFull { get; } = new();
    public static FindingCode DuplicateStack { get; } = new();
    public static FindingCode EarlyValidationFailure { get; } = new();
    public static FindingCode ExpiredCredentials { get; } = new();
    public static FindingCode FileNotWritten { get; } = new();
    public static FindingCode IncompleteCredentials { get; } = new();
    public static FindingCode InvalidArguments { get; } = new();
    public static FindingCode InvalidJson { get; } = new();
    public static FindingCode InvalidManifest { get; } = new();
    public static FindingCode LegacyAsset { get; } = new();
    public static FindingCode MissingExecutionPoliciesForTrust { get; } = new();
    public static FindingCode MissingFile { get; } = new();
    public static FindingCode MissingParameters { get; } = new();
    public static FindingCode NoContainerEngine { get; } = new();
    public static FindingCode NoCredentials { get; } = new();
    public static FindingCode NoSuchParameter { get; } = new();
    public static FindingCode NoSuchStack { get; } = new();
    public static FindingCode OutdatedBootstrapStack { get; } = new();
    public static FindingCode PathTraversal { get; } = new();
    public static FindingCode ReadOnlyFileSystem { get; } = new();
    public static FindingCode RehearsedAssembly { get; } = new();
    public static FindingCode SchemaVersionMismatch { get; } = new();
    public static FindingCode StackDeploymentFailed { get; } = new();
    public static FindingCode StackDestructionFailed { get; } = new();
    public static FindingCode StackNotDeployable { get; } = new();
    public static FindingCode StackPolicyNotSet { get; } = new();
    public static FindingCode TemplateTooLarge { get; } = new();
    public static FindingCode TooManyOpenFiles { get; } = new();
    public static FindingCode UnexpectedBucketOwner { get; } = new();
    public static FindingCode UnknownDependency { get; } = new();
    public static FindingCode WrongAccount { get; } = new();
}
