using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Accounts;
using Diagnosis.Bootstraps;
using Diagnosis.Checks;

namespace Build.Tests.Diagnosis.Bootstraps;

public class BootstrapChecksTests
{
    const string Command = "./build.sh --target=Bootstrap --environment=one";

    static readonly DiagnosedEnvironment environment = new(
        "one",
        new TargetEnvironment("111111111111", "eu-west-1"),
        Command
    );

    /// <summary>Every status that a stack can have.</summary>
    [Theory]
    [InlineData("CREATE_COMPLETE", CheckStatus.Ok)]
    [InlineData("UPDATE_COMPLETE", CheckStatus.Ok)]
    [InlineData("IMPORT_COMPLETE", CheckStatus.Ok)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", CheckStatus.Ok)]
    [InlineData("IMPORT_ROLLBACK_COMPLETE", CheckStatus.Ok)]
    [InlineData("CREATE_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("UPDATE_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("UPDATE_ROLLBACK_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("ROLLBACK_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("DELETE_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("IMPORT_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("IMPORT_ROLLBACK_IN_PROGRESS", CheckStatus.Warning)]
    [InlineData("CREATE_FAILED", CheckStatus.Failure)]
    [InlineData("ROLLBACK_COMPLETE", CheckStatus.Failure)]
    [InlineData("ROLLBACK_FAILED", CheckStatus.Failure)]
    [InlineData("UPDATE_FAILED", CheckStatus.Failure)]
    [InlineData("UPDATE_ROLLBACK_FAILED", CheckStatus.Failure)]
    [InlineData("IMPORT_ROLLBACK_FAILED", CheckStatus.Failure)]
    [InlineData("DELETE_FAILED", CheckStatus.Failure)]
    [InlineData("REVIEW_IN_PROGRESS", CheckStatus.Failure)]
    public void Check_StackInAStatus_PassesOnlyWhereItIsWhatItsTemplateSays(string status, CheckStatus expected)
    {
        var result = Check(Stack(status, "6", "hnb659fds"));

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == CheckStatus.Ok ? 0 : 1, result.Findings.Count);
    }

    [Theory]
    [InlineData("5", "hnb659fds", "OutdatedBootstrapStack")]
    [InlineData("6", "other", "WrongQualifier")]
    [InlineData("6", "hnb659fds", null)]
    [InlineData("7", "hnb659fds", null)]
    public void Check_VersionAndQualifier_AreHeldAgainstWhatTheAppsNeed(string version, string qualifier, string? code)
    {
        var result = Check(Stack("UPDATE_COMPLETE", version, qualifier));

        Assert.Equal(code, result.Findings.SingleOrDefault()?.Code.Name);
        Assert.Equal(code is null ? CheckStatus.Ok : CheckStatus.Failure, result.Status);
    }

    [Fact]
    public void Check_StackThatNobodyMayRead_IsUnknown()
    {
        var result = Checks().Check(new ReadResult<BootstrapFacts>.Unknown("not authorized"));

        Assert.Equal((CheckStatus.Unknown, "not authorized"), (result.Status, result.Detail));
    }

    static BootstrapChecks Checks() => new(environment, "hnb659fds", required: 6, AwsEndpoint.Aws);

    static CheckResult Check(StackDescription stack) =>
        Checks().Check(new ReadResult<BootstrapFacts>.Found(new BootstrapFacts(stack)));

    static StackDescription Stack(string status, string version, string qualifier) =>
        new()
        {
            StackId = "arn:aws:cloudformation:eu-west-1:111111111111:stack/CDKToolkit/1",
            StackName = BootstrapFacts.StackName,
            Status = new StackStatus(status),
            Outputs = [new StackOutput("BootstrapVersion", version)],
            Parameters = [new StackParameter("Qualifier", qualifier)],
        };
}
