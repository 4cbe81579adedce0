using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalAws;

namespace Build.Tests.LocalAws.Organizations;

/// <summary>The condition keys that say which organization a caller and a resource are of, as data perimeters ask for them.</summary>
public sealed class OrganizationKeyTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"StringNotEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}""", false)]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-another000"}}""", false)]
    [InlineData("""{"Null":{"aws:ResourceOrgPaths":"true"}}""", true)]
    [InlineData("""{"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"${aws:PrincipalOrgID}/r-*/*"}}""", true)]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:ResourceOrgPaths":"o-*/r-*/"}}""", false)]
    public async Task Call_PolicyThatAsksForTheOrganization_DecidesByIt(string condition, bool isAllowed)
    {
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                ServiceControlPolicies =
                [
                    new ServiceControlPolicy(
                        "Perimeter",
                        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ssm:*","Resource":"*","Condition":{{condition}} }]}"""
                    )
                    {
                        Accounts = [LocalWorld.First],
                    },
                ],
            }
        );
        using var ssm = new AmazonSimpleSystemsManagementClient(
            world.Administrator(LocalWorld.First),
            world.Configure(new AmazonSimpleSystemsManagementConfig())
        );

        var failure = await Record.ExceptionAsync(() =>
            ssm.GetParameterAsync(new GetParameterRequest { Name = "/none" }, Cancellation)
        );

        Assert.Equal(isAllowed, failure is ParameterNotFoundException);
    }

    [Theory]
    [InlineData("o-*/r-*/*", true)]
    [InlineData("o-*/r-*/ou-*", false)]
    public async Task AssumeRole_TrustThatAsksForThePlaceInTheOrganization_DecidesByIt(string path, bool isTrusted)
    {
        await using var world = await LocalWorld.StartAsync();
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.First,
            "CreateRole",
            ("RoleName", "shared"),
            (
                "AssumeRolePolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"} ,"Action":"sts:AssumeRole","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"{{{path}}}"} } }]}"""
            )
        );
        using var sts = world.Sts(world.Administrator(LocalWorld.Second));
        var request = new AssumeRoleRequest
        {
            RoleArn = $"arn:aws:iam::{LocalWorld.First}:role/shared",
            RoleSessionName = "test",
        };

        var failure = await Record.ExceptionAsync(() => sts.AssumeRoleAsync(request, Cancellation));

        Assert.Equal(isTrusted, failure is null);
    }
}
