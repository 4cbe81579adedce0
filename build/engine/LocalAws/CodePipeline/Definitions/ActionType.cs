namespace LocalAws.CodePipeline.Definitions;

/// <summary>A kind of action, as AWS has them in its pipelines: what it has to be told, and how many artifacts it takes and leaves.</summary>
/// <param name="Required">Names of its configuration, separated by blanks; null: whatever its provider takes.</param>
/// <param name="Optional">More of them.</param>
/// <param name="Inputs">At least and at most.</param>
/// <param name="Outputs">At least and at most.</param>
/// <remarks>CodePipeline User Guide, "CodePipeline pipeline structure reference" and "Action structure reference".</remarks>
sealed record ActionType(
    string Category,
    string Owner,
    string Provider,
    string? Required,
    string Optional,
    (int Least, int Most) Inputs,
    (int Least, int Most) Outputs
)
{
    const string ConnectionOptions = "DetectChanges OutputArtifactFormat";
    const string BuildOptions = "PrimarySource EnvironmentVariables BatchEnabled CombineArtifacts";

    public static IReadOnlyList<ActionType> All { get; } =
    [
        new("Source", "ThirdParty", "GitHub", "Owner Repo Branch OAuthToken", "PollForSourceChanges", (0, 0), (1, 1)),
        new(
            "Source",
            "AWS",
            "CodeStarSourceConnection",
            "ConnectionArn FullRepositoryId BranchName",
            ConnectionOptions,
            (0, 0),
            (1, 1)
        ),
        new(
            "Source",
            "AWS",
            "CodeCommit",
            "RepositoryName BranchName",
            "PollForSourceChanges OutputArtifactFormat",
            (0, 0),
            (1, 1)
        ),
        new(
            "Source",
            "AWS",
            "S3",
            "S3Bucket S3ObjectKey",
            "PollForSourceChanges AllowOverrideForS3ObjectKey",
            (0, 0),
            (1, 1)
        ),
        new("Build", "AWS", "CodeBuild", "ProjectName", BuildOptions, (1, 5), (0, 5)),
        new("Test", "AWS", "CodeBuild", "ProjectName", BuildOptions, (1, 5), (0, 5)),
        new("Approval", "AWS", "Manual", "", "CustomData ExternalEntityLink NotificationArn", (0, 0), (0, 0)),
        new(
            "Deploy",
            "AWS",
            "CloudFormation",
            "ActionMode StackName",
            "Capabilities ChangeSetName OutputFileName ParameterOverrides RoleArn TemplateConfiguration TemplatePath",
            (0, 10),
            (0, 1)
        ),
        Other("Source", "AWS", "ECR", (0, 0), (1, 1)),
        Other("Build", "AWS", "ECRBuildAndPublish", (1, 1), (0, 1)),
        Other("Build", "ThirdParty", "CloudBees", (0, 5), (0, 5)),
        Other("Compute", "AWS", "Commands", (1, 10), (0, 1)),
        Other("Test", "AWS", "DeviceFarm", (1, 1), (0, 0)),
        Other("Test", "ThirdParty", "BlazeMeter", (1, 1), (0, 0)),
        Other("Test", "ThirdParty", "GhostInspector", (1, 1), (0, 0)),
        Other("Test", "ThirdParty", "Runscope", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "AppConfig", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "CloudFormationStackInstances", (0, 10), (0, 0)),
        Other("Deploy", "AWS", "CloudFormationStackSet", (1, 10), (0, 1)),
        Other("Deploy", "AWS", "CodeDeploy", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "CodeDeployToECS", (1, 5), (0, 0)),
        Other("Deploy", "AWS", "EC2", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "ECS", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "EKS", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "ElasticBeanstalk", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "Lambda", (0, 1), (0, 0)),
        Other("Deploy", "AWS", "OpsWorks", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "S3", (1, 1), (0, 0)),
        Other("Deploy", "AWS", "ServiceCatalog", (1, 1), (0, 0)),
        Other("Deploy", "ThirdParty", "AlexaSkillsKit", (1, 2), (0, 0)),
        Other("Invoke", "AWS", "CodePipeline", (0, 0), (0, 0)),
        Other("Invoke", "AWS", "InspectorScan", (1, 1), (0, 1)),
        Other("Invoke", "AWS", "Lambda", (0, 5), (0, 5)),
        Other("Invoke", "AWS", "StepFunctions", (0, 1), (0, 1)),
        Other("Invoke", "ThirdParty", "Snyk", (1, 1), (0, 1)),
    ];

    /// <summary>Whether actions of it run here.</summary>
    public bool IsRun => Required is not null;

    /// <summary>A kind of which the configuration is not looked at, as its actions do not run here.</summary>
    static ActionType Other(
        string category,
        string owner,
        string provider,
        (int Least, int Most) inputs,
        (int Least, int Most) outputs
    ) => new(category, owner, provider, null, "", inputs, outputs);

    /// <summary>The kind of an action, or null where there is none. What an account's own kinds take is not known.</summary>
    public static ActionType? Find(ActionTypeId id) =>
        id.Owner == "Custom"
            ? Other(id.Category, id.Owner, id.Provider, (0, 5), (0, 5))
            : All.FirstOrDefault(type =>
                (type.Category, type.Owner, type.Provider) == (id.Category, id.Owner, id.Provider) && id.Version == "1"
            );
}
