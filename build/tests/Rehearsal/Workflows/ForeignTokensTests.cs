using Amazon.Runtime;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Build.Tests.Releases.Bootstraps;
using Deployment;
using Deployment.Bootstrapping.WebIdentities;
using Rehearsal.Workflows;
using Settings.Roles;

namespace Build.Tests.Rehearsal.Workflows;

/// <summary>A rehearsal tries its roles with the tokens of others.</summary>
public sealed class ForeignTokensTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static WebIdentityOptions Options => WebIdentityPlan.Of(WebIdentityWorld.Settings)!;

    [Fact]
    public async Task FindAccepted_RolesAsBootstrapMakesThem_RefuseEveryTokenOfAnotherBranchRepositoryOrEnvironment()
    {
        using var issuer = new TokenIssuer(Options.Issuer, TimeProvider.System);
        await using var world = await WebIdentityWorld.StartAsync(issuer.KeySet());
        await world.DeployAsync();

        Assert.Empty(await FindAsync(world, issuer, Options));
        // Its own tokens are taken: the refusals are of what the tokens say.
        foreach (var role in Options.Roles)
        foreach (var subject in role.Subjects)
            await world.AssumeAsync(role.Name, issuer.Token(subject, Options.Audience));
    }

    [Theory]
    [InlineData("repo:my-company/deployments:*", "another branch")]
    [InlineData("repo:my-company/deployments:*", "another environment")]
    [InlineData("repo:my-company/deployments*:pull_request", "another repository's pull request")]
    [InlineData("repo:my-company/*", "another repository")]
    public async Task FindAccepted_ATrustThatIsTooWide_NamesTheRoleAndTheToken(string subject, string what)
    {
        using var issuer = new TokenIssuer(Options.Issuer, TimeProvider.System);
        await using var world = await WebIdentityWorld.StartAsync(issuer.KeySet());
        var role = Options.Roles[0] with { Subjects = [subject] };
        await world.DeployAsync(Options with { Roles = [role] });

        var accepted = await FindAsync(world, issuer, Options with { Roles = [Options.Roles[0]] });

        Assert.Contains(accepted, finding => finding.What == $"Role {role.Name} is opened by a token of {what}");
    }

    static async Task<IReadOnlyList<Finding>> FindAsync(
        WebIdentityWorld world,
        TokenIssuer issuer,
        WebIdentityOptions options
    )
    {
        using var sts = world.World.Local.Sts(new AnonymousAWSCredentials());
        return await ForeignTokens.FindAcceptedAsync(
            sts,
            issuer,
            options,
            WebIdentityWorld.Settings.Source,
            name => $"arn:aws:iam::{LocalWorld.Management}:role/{name}",
            Cancellation
        );
    }
}
