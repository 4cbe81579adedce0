using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Requirements;

namespace Build.Tests.Diagnosis.Requirements;

public class RequiredRolesTests
{
    [Fact]
    public void Of_ABootstrappedApp_AreThePublishingDeployAndExecutionRoles()
    {
        using var app = new BootstrappedApp();

        var roles = RequiredRoles.Of(app.Plan(), app.Options);

        Assert.Equal(
            [
                (RolePurpose.FilePublishing, BootstrappedApp.Role("file-publishing-role")),
                (RolePurpose.Deploy, BootstrappedApp.Role("deploy-role")),
                (RolePurpose.CloudFormationExecution, BootstrappedApp.Role("cfn-exec-role")),
            ],
            roles.Select(role => (role.Purpose, role.Arn))
        );
        Assert.Equal("the files of stack App are published with it", roles[0].Reason);
        Assert.Equal(new Actor.Caller(), roles[1].AssumedBy);
        Assert.Equal(new Actor.Service("cloudformation.amazonaws.com"), roles[2].AssumedBy);
    }

    [Fact]
    public void Of_ManyStacksWithOneRole_NameTheFirstAndCountTheRest()
    {
        using var app = new BootstrappedApp();
        for (var i = 1; i <= 4; i++)
            app.Assembly.AddStack($"Further{i}");

        var deploy = RequiredRoles.Of(app.Plan(), app.Options).Single(role => role.Purpose == RolePurpose.Deploy);

        Assert.Equal("stacks App, Further1, Further2 and 2 more are deployed with it", deploy.Reason);
    }

    [Fact]
    public void Of_AChain_AreAssumedByOneAnother()
    {
        using var app = new BootstrappedApp
        {
            Options = new RequirementOptions
            {
                Cicd = new TargetEnvironment(BootstrappedApp.Cicd, "eu-west-1"),
                ChainInto = (_, _) =>
                    new RoleChain([
                        new RoleLink("arn:aws:iam::123456789012:role/first", ExternalId: "a"),
                        new RoleLink("arn:aws:iam::123456789012:role/second"),
                    ]),
            },
        };

        var roles = RequiredRoles.Of(app.Plan(), app.Options);

        Assert.Equal(
            [
                new Actor.Caller(),
                new Actor.Role("arn:aws:iam::123456789012:role/first"),
                new Actor.Role("arn:aws:iam::123456789012:role/second"),
            ],
            roles.Take(3).Select(role => role.AssumedBy)
        );
        Assert.Equal(["a"], roles[0].Assumption.Single().Context.Find("sts:ExternalId"));
        Assert.Equal("the settings' way to publish and deploy leads through it", roles[0].Reason);
    }

    [Fact]
    public void Of_ARoleWithExternalIdAndTags_AskForThem()
    {
        using var app = new BootstrappedApp();
        app.Assembly.Properties["assumeRoleExternalId"] = "secret-handshake";
        app.Assembly.Properties["assumeRoleAdditionalOptions"] = JsonNode.Parse(
            """{ "Tags": [{ "Key": "team", "Value": "a" }] }"""
        );

        var deploy = RequiredRoles.Of(app.Plan(), app.Options).Single(role => role.Purpose == RolePurpose.Deploy);

        Assert.Equal(["sts:AssumeRole", "sts:TagSession"], deploy.Assumption.Select(permission => permission.Action));
        Assert.All(
            deploy.Assumption,
            permission => Assert.Equal(["secret-handshake"], permission.Context.Find("sts:ExternalId"))
        );
        Assert.Equal(["a"], deploy.Assumption.Last().Context.Find("aws:RequestTag/team"));
    }

    [Fact]
    public void Of_ALookupThatIsMissing_IsTheLookupRoleThatItNames()
    {
        using var app = new BootstrappedApp();
        app.Assembly.Manifest["missing"] = JsonNode.Parse(
            """
            [{
              "key": "ssm:account=111111111111:parameterName=/a:region=eu-west-1", "provider": "ssm",
              "props": {
                "account": "111111111111", "region": "eu-west-1",
                "lookupRoleArn": "arn:${AWS::Partition}:iam::111111111111:role/look"
              }
            }]
            """
        );
        var lookups = ContextLookup.Of(app.Assembly.Load(), contextFile: null);

        var role = RequiredRoles.Of(app.Plan(), app.Options with { Lookups = lookups })[0];

        Assert.Equal((RolePurpose.Lookup, "arn:aws:iam::111111111111:role/look"), (role.Purpose, role.Arn));
    }

    [Fact]
    public void Of_ALookupThatTheContextKeeps_IsTheLookupRoleOfItsEnvironment()
    {
        using var app = new BootstrappedApp();
        const string Context = """
            { "hosted-zone:account=111111111111:domainName=example.com:region=eu-west-1": {}, "flag": true }
            """;
        var lookups = ContextLookup.Of(app.Assembly.Load(), Context);

        var role = RequiredRoles.Of(app.Plan(), app.Options with { Lookups = lookups })[0];

        Assert.Equal(BootstrappedApp.Role("lookup-role"), role.Arn);
        Assert.Contains("domainName=example.com", role.Reason, StringComparison.Ordinal);
    }
}
