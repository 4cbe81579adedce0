using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using Deployment.Credentials;

namespace Build.Tests.Deployment.Refusals;

/// <summary>The user who deploys: who may assume every role but some, and nothing else.</summary>
static class RefusalCaller
{
    const string Name = "ci";

    /// <summary>The user's session.</summary>
    /// <param name="world">Where the user is made.</param>
    /// <param name="withheld">The ARNs of the roles that the user may not assume.</param>
    public static async Task<Session> OpenAsync(DeploymentWorld world, IEnumerable<string> withheld) =>
        await new SessionFactory(world.Endpoint, TimeProvider.System).OpenAsync(
            await MakeAsync(world, withheld),
            RoleChain.None,
            LocalWorld.Management,
            "eu-west-1",
            "test",
            TestContext.Current.CancellationToken
        );

    /// <summary>The user's key.</summary>
    /// <param name="world">Where the user is made.</param>
    /// <param name="withheld">The ARNs of the roles that the user may not assume.</param>
    public static async Task<BaseCredentials.AccessKey> MakeAsync(DeploymentWorld world, IEnumerable<string> withheld)
    {
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        await iam.CallAsync(LocalWorld.Management, "CreateUser", ("UserName", Name));
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = new JsonArray("sts:AssumeRole", "sts:TagSession"),
            ["NotResource"] = new JsonArray([
                .. withheld.Append("arn:aws:iam::*:user/*").Select(arn => JsonValue.Create(arn)),
            ]),
        };
        await iam.CallAsync(
            LocalWorld.Management,
            "PutUserPolicy",
            ("UserName", Name),
            ("PolicyName", "assume"),
            ("PolicyDocument", RefusalTemplates.Document(statement).ToJsonString())
        );
        var key = await iam.CallAsync(LocalWorld.Management, "CreateAccessKey", ("UserName", Name));
        return new(QueryClient.Text(key, "AccessKeyId"), QueryClient.Text(key, "SecretAccessKey"));
    }
}
