using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>
/// The token of the pipeline's source, a dynamic reference in its template: CloudFormation reads it as the execution role
/// of the pipeline's stack (AWS CloudFormation User Guide, "Get a secret or secret value from Secrets Manager"), and no
/// role of the pipeline itself.
/// </summary>
public sealed class SourceTokenTests
{
    const string Secret = "/path/to/my/token";
    const string Value = """{"token":"42"}""";
    const string Account = LocalWorld.Management;

    [Fact]
    public async Task Doctor_TokenThatIsReadable_RaisesNoAlarm()
    {
        await using var world = await StartAsync();
        await CreateSecretAsync(world, new());

        var run = Run(world);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(("ok", "readable by cdk-hnb659fds-cfn-exec-role-123456789012-eu-west-1"), Token(run));
    }

    [Fact]
    public async Task Doctor_NoToken_SaysHowToMakeIt()
    {
        await using var world = await StartAsync();
        world.Root.Write("secret.json", Value);

        var finding = FindingOf(Run(world));
        await new NextActions(world).FollowAsync(DoctorTests.Read(finding));

        Assert.Equal("SecretNotFound", finding["code"]!.ToString());
        Assert.Equal("ok", Token(Run(world)).Status);
    }

    [Fact]
    public async Task Doctor_TokenUnderAKeyThatDoesNotAllowIt_NamesTheKeyAndMendsIt()
    {
        await using var world = await StartAsync();
        var key = await CreateKeyAsync(world);
        await CreateSecretAsync(world, new() { ["KmsKeyId"] = key });
        await PutKeyPolicyAsync(
            world,
            key,
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":["kms:Get*","kms:Put*","kms:Describe*"],"Resource":"*"}"""
        );

        var finding = FindingOf(Run(world));
        await new NextActions(world).FollowAsync(DoctorTests.Read(finding));

        Assert.Equal("DeniedByKeyPolicy", finding["code"]!.ToString());
        Assert.Contains(key, finding["what"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("kms:Decrypt", finding["what"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("ok", Token(Run(world)).Status);
    }

    [Fact]
    public async Task Doctor_KeyWhosePolicyNobodyMayRead_SaysThatItIsNotKnown()
    {
        await using var world = await StartAsync();
        var key = await CreateKeyAsync(world);
        await CreateSecretAsync(world, new() { ["KmsKeyId"] = key });
        await PutKeyPolicyAsync(
            world,
            key,
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}""",
            """{"Effect":"Deny","Principal":"*","Action":"kms:GetKeyPolicy","Resource":"*"}"""
        );

        var (status, detail) = Token(Run(world));

        Assert.Equal("unknown", status);
        Assert.Contains("kms:Decrypt", detail, StringComparison.Ordinal);
    }

    static async Task<DoctorWorld> StartAsync()
    {
        Assert.SkipWhen(
            DoctorWorld.BootstrapTemplateFile is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        InstalledAwsCli.SkipWithout();
        var world = await DoctorWorld.StartAsync(["one"]);
        var fixture = Path.Combine(AppContext.BaseDirectory, "Diagnosis/Fixtures/pipeline");
        foreach (var file in Directory.EnumerateFiles(fixture))
            world.Root.Write($"pipeline/cdk.out/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file));
        var bootstrapped = world.Run("--target=Bootstrap", "--environment=cicd");
        Assert.True(bootstrapped.ExitCode == 0, bootstrapped.Errors);
        return world;
    }

    static ProgramRun Run(DoctorWorld world) =>
        world.Run("--target=Doctor", "--project=pipeline", "--environment=cicd", "--format=json");

    static (string Status, string Detail) Token(ProgramRun run)
    {
        var check = CheckOf(run);
        return (check["status"]!.ToString(), check["detail"]!.ToString());
    }

    static JsonNode FindingOf(ProgramRun run) => Assert.Single(CheckOf(run)["findings"]!.AsArray())!;

    static JsonNode CheckOf(ProgramRun run) =>
        JsonNode.Parse(run.Output)!["checks"]!
            .AsArray()
            .Single(check => check!["name"]!.ToString() == $"secret {Secret}")!;

    static async Task CreateSecretAsync(DoctorWorld world, JsonObject input)
    {
        using var secrets = new JsonClient(world.World, "secretsmanager", "secretsmanager");
        input["Name"] = Secret;
        input["SecretString"] = Value;
        await secrets.CallAsync(Account, "CreateSecret", input);
    }

    static async Task<string> CreateKeyAsync(DoctorWorld world)
    {
        using var kms = new JsonClient(world.World, "kms", "TrentService");
        return (await kms.CallAsync(Account, "CreateKey", new()))["KeyMetadata"]!["Arn"]!.ToString();
    }

    static async Task PutKeyPolicyAsync(DoctorWorld world, string key, params string[] statements)
    {
        using var kms = new JsonClient(world.World, "kms", "TrentService");
        await kms.CallAsync(
            Account,
            "PutKeyPolicy",
            new()
            {
                ["KeyId"] = key,
                ["PolicyName"] = "default",
                ["Policy"] = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""",
            }
        );
    }
}
