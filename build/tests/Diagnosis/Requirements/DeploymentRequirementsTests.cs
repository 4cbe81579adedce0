using Deployment;
using Deployment.ParameterValues;
using Diagnosis.Requirements;
using Iam;

namespace Build.Tests.Diagnosis.Requirements;

public class DeploymentRequirementsTests
{
    static readonly Actor deployRole = new Actor.Role(BootstrappedApp.Role("deploy-role"));
    static readonly Actor executionRole = new Actor.Role(BootstrappedApp.Role("cfn-exec-role"));

    [Fact]
    public async Task Of_TheDeployRole_AreTheCallsOfADeployment()
    {
        using var app = new BootstrappedApp();

        var required = (await app.RequireAsync()).Of(deployRole).ToList();

        var create = required.Single(permission => permission.Action == "cloudformation:CreateChangeSet");
        Assert.Equal("arn:aws:cloudformation:eu-west-1:111111111111:stack/App/*", create.ResourcePattern);
        var pass = required.Single(permission => permission.Action == "iam:PassRole");
        Assert.Equal(BootstrappedApp.Role("cfn-exec-role"), pass.Resource);
        Assert.Equal(["cloudformation.amazonaws.com"], pass.Context.Find("iam:PassedToService"));
        Assert.Contains(
            required,
            permission =>
                permission.Action == "ssm:GetParameter"
                && permission.Resource == "arn:aws:ssm:eu-west-1:111111111111:parameter/cdk-bootstrap/hnb659fds/version"
        );
        Assert.Contains(
            required,
            permission =>
                permission.Resource == "arn:aws:s3:::cdk-hnb659fds-assets-111111111111-eu-west-1/t.json"
                && permission.ResourceAccount == "111111111111"
        );
    }

    /// <summary>A value that is not to be shown names nothing.</summary>
    [Theory]
    [InlineData("", "given")]
    [InlineData(""", "NoEcho": true""", "GENERATED")]
    public async Task Of_AParameterThatIsGiven_NamesWhatItIsGivenFor(string more, string name)
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(
            $$$"""
            {"Parameters": {"Name": {"Type": "String", "Default": "default"{{{more}}} } },
             "Resources": {"A": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": {"Ref": "Name"}, "Type": "String", "Value": "1"} } } }
            """
        );
        var plan = DeploymentPlan.Create(
            app.Assembly.Load().Stacks,
            new DeploymentPlanOptions
            {
                SessionAccount = BootstrappedApp.Cicd,
                SessionRegion = "eu-west-1",
                Parameters = new([ParameterAssignment.TryCreate("Name", "given", "--parameters")!]),
            }
        );

        var required = await DeploymentRequirements.OfAsync(plan, app.Options, TestContext.Current.CancellationToken);

        var put = required.Of(executionRole).First(permission => permission.Action == "ssm:PutParameter");
        Assert.EndsWith($"parameter/{name}", put.Resource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_TheDeployRole_AreThoseOnStackPoliciesWhereTheyAreSet(bool sets)
    {
        using var app = new BootstrappedApp
        {
            Options = new RequirementOptions { Cicd = new("123456789012", "eu-west-1"), SetsStackPolicies = sets },
        };

        var required = (await app.RequireAsync()).Of(deployRole).Select(permission => permission.Action);

        Assert.Equal(
            sets ? ["cloudformation:GetStackPolicy", "cloudformation:SetStackPolicy"] : [],
            required.Where(action => action.EndsWith("StackPolicy", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Of_TheFilePublishingRole_AreTheBucketsObjectsAndItsKey()
    {
        const string Key = "arn:aws:kms:eu-west-1:111111111111:key/1";
        using var app = new BootstrappedApp
        {
            Options = new RequirementOptions
            {
                Cicd = new("123456789012", "eu-west-1"),
                StagingKeys = new Dictionary<global::Deployment.Assemblies.TargetEnvironment, string>
                {
                    [new("111111111111", "eu-west-1")] = Key,
                },
            },
        };

        var required = await app.RequireAsync();

        Assert.Equal(
            [
                "s3:ListBucket arn:aws:s3:::assets-111111111111",
                "s3:PutObject arn:aws:s3:::assets-111111111111/1.zip",
                "s3:AbortMultipartUpload arn:aws:s3:::assets-111111111111/1.zip",
                $"kms:GenerateDataKey {Key}",
                $"kms:Decrypt {Key}",
            ],
            required
                .Of(new Actor.Role(BootstrappedApp.Role("file-publishing-role")))
                .Select(permission => $"{permission.Action} {permission.Resource}")
        );
    }

    [Fact]
    public async Task Of_TheExecutionRole_AreTheActionsOfTheTemplatesTypes()
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(
            """
            { "Resources": {
              "Data": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "my-data", "Tags": [] } },
              "Runs": { "Type": "AWS::IAM::Role", "Properties": {} },
              "Function": { "Type": "AWS::Lambda::Function", "Properties": { "Role": { "Fn::GetAtt": ["Runs", "Arn"] } } }
            } }
            """
        );

        var required = (await app.RequireAsync()).Of(executionRole).ToList();

        Assert.Contains(required, p => p is { Action: "s3:CreateBucket", Resource: "arn:aws:s3:::my-data" });
        Assert.Contains(required, p => p is { Action: "s3:PutBucketTagging", Resource: "arn:aws:s3:::my-data" });
        Assert.DoesNotContain(required, p => p.Action == "s3:PutBucketCORS");
        Assert.Contains(
            required,
            p =>
                p.Action == "iam:PassRole"
                && p.ResourcePattern == "arn:aws:iam::111111111111:role/App-Runs-*"
                && p.Context.Find("iam:PassedToService") is ["lambda.amazonaws.com"]
        );
        Assert.Contains(
            "CloudFormation creates Data (AWS::S3::Bucket) of stack App with it",
            required.Select(p => p.Reason)
        );
    }

    [Fact]
    public async Task Of_AnUnknownResourceType_IsSaidToBeUnknown()
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate("""{ "Resources": { "Chip": { "Type": "AWS::Braket::Chip" } } }""");

        var required = await app.RequireAsync();

        Assert.Equal(
            [new UnknownResource(executionRole, "App", "Chip", "AWS::Braket::Chip")],
            required.UnknownResources
        );
        Assert.Empty(required.Of(executionRole));
    }

    [Fact]
    public async Task Of_ATypeOfTheCatalogue_IsWhatItsCreationAndDeletionAreNamedAfter()
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(
            """{ "Resources": { "Vault": { "Type": "AWS::Backup::BackupVault", "Properties": { "BackupVaultName": "v" } } } }"""
        );

        var required = await app.RequireAsync();

        Assert.Equal(
            ["backup:CreateBackupVault", "backup:DeleteBackupVault"],
            required.Of(executionRole).Select(p => p.Action)
        );
        Assert.All(
            required.Of(executionRole),
            p => Assert.EndsWith(":111111111111:backup-vault:v", p.Resource, StringComparison.Ordinal)
        );
        Assert.Empty(required.UnknownResources);
    }

    [Fact]
    public async Task Of_ACustomResource_IsTheCallOfItsFunction()
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(
            """{ "Resources": { "Own": { "Type": "Custom::Own", "Properties": { "ServiceToken": "arn:aws:lambda:eu-west-1:111111111111:function:own" } } } }"""
        );

        var call = Assert.Single((await app.RequireAsync()).Of(executionRole));

        Assert.Equal("lambda:InvokeFunction", call.Action);
    }

    [Fact]
    public async Task Of_AStackWithoutRoles_AreAskedOfTheCaller()
    {
        using var app = new BootstrappedApp();
        app.Assembly.Properties.Remove("assumeRoleArn");
        app.Assembly.Properties.Remove("cloudFormationExecutionRoleArn");
        app.WriteTemplate("""{ "Resources": { "Data": { "Type": "AWS::S3::Bucket" } } }""");

        var required = (await app.RequireAsync()).Of(new Actor.Caller()).Select(p => p.Action).ToList();

        Assert.Contains("cloudformation:CreateChangeSet", required);
        Assert.Contains("s3:CreateBucket", required);
    }

    [Fact]
    public void ToRequest_OfAnObject_SaysWhoseItIs()
    {
        var permission = new RequiredPermission(deployRole, "s3:GetObject", "arn:aws:s3:::b/k", "it is read")
        {
            ResourceAccount = "111111111111",
        };

        var request = permission.ToRequest(Principal.Root("123456789012"));

        Assert.Equal("111111111111", request.ResourceAccount);
    }
}
