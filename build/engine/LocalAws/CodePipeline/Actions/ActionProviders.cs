namespace LocalAws.CodePipeline.Actions;

/// <summary>The providers by the name that action types give them.</summary>
static class ActionProviders
{
    static readonly Dictionary<string, IActionProvider> _providers = new(StringComparer.Ordinal)
    {
        ["GitHub"] = new GitHubSource(),
        ["CodeStarSourceConnection"] = new ConnectionSource(),
        ["CodeCommit"] = new CodeCommitSource(),
        ["S3"] = new ObjectSource(),
        ["CodeBuild"] = new BuildAction(),
        ["Manual"] = new ApprovalAction(),
        ["CloudFormation"] = new StackAction(),
    };

    public static IActionProvider Of(string provider) => _providers[provider];
}
