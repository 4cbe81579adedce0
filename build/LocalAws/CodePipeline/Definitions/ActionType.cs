namespace LocalAws.CodePipeline.Definitions;

/// <summary>A kind of action: what it has to be told, and how many artifacts it takes and leaves.</summary>
/// <param name="Required">Names of its configuration, separated by blanks.</param>
/// <param name="Optional">More of them.</param>
/// <param name="Inputs">At least and at most.</param>
/// <param name="Outputs">At least and at most.</param>
sealed record ActionType(
    string Category,
    string Owner,
    string Provider,
    string Required,
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
    ];

    /// <summary>The kind of an action, or null where there is none here.</summary>
    public static ActionType? Find(ActionTypeId id) =>
        All.FirstOrDefault(type =>
            (type.Category, type.Owner, type.Provider) == (id.Category, id.Owner, id.Provider) && id.Version == "1"
        );
}
