using Deployment;
using Diagnosis.Checks;
using Diagnosis.Requirements;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>What the requirements of an app say is what deploying it takes: no less does, and of less the doctor tells.</summary>
public sealed class LeastPrivilegeTests
{
    static readonly string app = LeastPrivilegeTemplates.App();

    [Fact]
    public async Task Deploy_WithWhatIsRequiredAndNothingElse_CreatesUpdatesAndLeavesAlone()
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);

        var created = await world.DeployAsync();
        var again = await world.DeployAsync();
        world.Write(LeastPrivilegeTemplates.App("2"));
        var updated = await world.DeployAsync();

        created.ThrowIfFailed();
        again.ThrowIfFailed();
        updated.ThrowIfFailed();
        Assert.IsType<StackResult.Unchanged>(Assert.Single(again.Stacks));
        Assert.False(Assert.IsType<StackResult.Deployed>(Assert.Single(updated.Stacks)).Created);
    }

    [Fact]
    public async Task Doctor_OneActionLessThanRequired_NamesIt()
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);
        var healthy = await world.DiagnoseAsync();
        var actions = world.Roles.ToDictionary(
            role => role,
            role => world.Requirements.Of(role).Select(permission => permission.Action).Distinct().ToList()
        );

        Assert.False(healthy.HasFailures, string.Join('\n', healthy.Findings));
        // Of each role one at a time, of all roles at once.
        for (var i = 0; i < actions.Values.Max(list => list.Count); i++)
        {
            var missing = actions.Where(entry => i < entry.Value.Count).ToList();
            foreach (var (role, list) in missing)
                await world.GrantAsync(role, list[i]);
            var report = await world.DiagnoseAsync();
            foreach (var (role, list) in missing)
            {
                AssertNames(report, role, list[i]);
                await world.GrantAsync(role);
            }
        }
    }

    /// <summary>Everything that a deployment does in any case; the rest is for stacks that are stuck, and large files.</summary>
    [Theory]
    [InlineData("deploy-role", "cloudformation:DescribeStacks")]
    [InlineData("deploy-role", "cloudformation:GetTemplate")]
    [InlineData("deploy-role", "cloudformation:CreateChangeSet")]
    [InlineData("deploy-role", "cloudformation:DescribeChangeSet")]
    [InlineData("deploy-role", "cloudformation:ExecuteChangeSet")]
    [InlineData("deploy-role", "cloudformation:ListChangeSets")]
    [InlineData("deploy-role", "cloudformation:DescribeStackEvents")]
    [InlineData("deploy-role", "ssm:GetParameter")]
    [InlineData("deploy-role", "iam:PassRole")]
    [InlineData("deploy-role", "s3:GetObject")]
    [InlineData("file-publishing-role", "s3:ListBucket")]
    [InlineData("file-publishing-role", "s3:PutObject")]
    [InlineData("cfn-exec-role", "ssm:PutParameter")]
    [InlineData("cfn-exec-role", "s3:CreateBucket")]
    [InlineData("cfn-exec-role", "iam:CreateRole")]
    [InlineData("cfn-exec-role", "iam:AttachRolePolicy")]
    [InlineData("cfn-exec-role", "kms:CreateKey")]
    public async Task Deploy_OneActionLessThanRequired_Fails(string name, string action)
    {
        await using var world = await LeastPrivilegeWorld.StartAsync(app);
        var role = world.Roles.Single(role => role.Arn.Contains(name, StringComparison.Ordinal));
        Assert.Contains(world.Requirements.Of(role), permission => permission.Action == action);
        await world.GrantAsync(role, action);

        var created = await world.DeployAsync();
        var again = await world.DeployAsync();
        world.Write(LeastPrivilegeTemplates.App("2"));
        var updated = await world.DeployAsync();

        Assert.Contains([created, again, updated], report => !report.Succeeded);
    }

    static void AssertNames(DiagnosisReport report, Actor.Role role, string action) =>
        Assert.True(
            report.Findings.Any(finding =>
                finding.What.Contains(role.Arn, StringComparison.Ordinal)
                && finding.What.Contains(action, StringComparison.Ordinal)
            ),
            $"{action} of {role} is not missed:\n{string.Join('\n', report.Checks)}"
        );
}
