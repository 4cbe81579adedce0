using System.Text.Json;
using System.Text.Json.Nodes;
using Build.Tests.Diagnosis.Requirements;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Accounts;
using Diagnosis.Assemblies;
using Diagnosis.Checks;
using Diagnosis.Permissions;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Diagnosis.Secrets;
using RoleReader = Diagnosis.Roles.RoleReader;

namespace Build.Tests.Diagnosis.Accounts;

/// <summary>Documents of every kind that a diagnosis reads, malformed in every way: each is said not to be known, and why.</summary>
public sealed class UnreadableDocumentsTests
{
    const string Fine = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}}]}""";
    const string Role = "arn:aws:iam::123456789012:role/reader";
    const string Key = "arn:aws:kms:eu-west-1:123456789012:key/1";

    static readonly string deep = new string('[', 100) + new string(']', 100);

    /// <summary>Empty, cut off, of other types than an object, with other types in it, too deep.</summary>
    static readonly IReadOnlyList<string> policies =
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        "\"text\"",
        "<html></html>",
        """{"Version":7,"Statement":[]}""",
        """{"Version":"2012-10-17","Statement":7}""",
        """{"Version":"2012-10-17","Statement":["Allow"]}""",
        """{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps","Action":"*","Resource":"*"}]}""",
        deep,
        $$"""{"Version":"2012-10-17","Statement":{{deep}}}""",
    ];

    static readonly IReadOnlyList<string> templates =
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        "a: [",
        "a: &a [*a]",
        deep,
        $$"""{"Resources":{{deep}}}""",
        """{"Resources":{"A":7}}""",
        """{"Resources":{"A":["Type"]}}""",
        """{"Parameters":{"P":"String"}}""",
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("AssumeRolePolicyDocument")]
    [InlineData("PolicyDocument")]
    [InlineData("Document")]
    [InlineData("MaxSessionDuration")]
    public async Task ReadAsync_ARole_IsUnknown(string spoilt)
    {
        foreach (
            var document in policies
                .Append("3600000000000")
                .Where(text => text != "7" || spoilt != "MaxSessionDuration")
        )
        {
            using var services = new ScriptedServices(operation => Spoil(operation, spoilt, document));
            using var session = await OpenAsync(services);

            var reading = await new RoleReader(Reader(session)).ReadAsync(Role, Cancellation);

            AssertUnknown(reading, document);
        }
    }

    [Fact]
    public async Task ReadAsync_AKeyPolicy_IsUnknown()
    {
        string[] answers =
        [
            .. policies.Select(policy => new JsonObject { ["Policy"] = policy }.ToJsonString()),
            "{}",
            """{"Policy":null}""",
            """{"Policy":["Allow"]}""",
        ];
        foreach (var answer in answers)
        {
            using var services = new ScriptedServices(operation => Spoil(operation, "GetKeyPolicy", answer));
            using var session = await OpenAsync(services);

            AssertUnknown(await new KeyPolicies(Reader(session)).ReadAsync(Key, Cancellation), answer);
        }
    }

    [Fact]
    public async Task RunAsync_ASecret_IsUnknown()
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate("""{"Resources":{}}""");
        var reference = new SecretReference(app.Plan().Stacks[0], "token", []);
        var environment = new DiagnosedEnvironment("one", new TargetEnvironment("123456789012", "eu-west-1"), "");
        // Without a text there is no policy.
        foreach (var policy in policies.Where(policy => policy.Length > 0))
        {
            var answer = new JsonObject { ["ResourcePolicy"] = policy }.ToJsonString();
            using var services = new ScriptedServices(operation => Spoil(operation, "GetResourcePolicy", answer));
            using var session = await OpenAsync(services);
            var account = Reader(session);

            var check = await new SecretChecks(environment, account, new KeyPolicies(account)).RunAsync(
                reference,
                null,
                Cancellation
            );

            Assert.True(check.Status == CheckStatus.Unknown, $"{policy}: {check.Detail}");
            Assert.Contains("malformed", check.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OfAsync_ATemplate_IsSaidOfItsStackAlone()
    {
        foreach (var template in templates)
        {
            using var app = new BootstrappedApp();
            app.WriteTemplate("""{"Resources":{}}""");
            var plan = app.Plan();
            app.WriteTemplate(template);

            var required = await DeploymentRequirements.OfAsync(plan, app.Options, Cancellation);

            Assert.True(required.Unreadable.Count == 1, template);
            var stack = required.Unreadable[0];
            var finding = Assert.Single(stack.Findings);
            Assert.Equal(FindingCodes.UnreadableDocument, finding.Code);
            Assert.NotEmpty(Assert.Single(finding.Why));
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("App.assets.json")]
    [InlineData("cdk.context.json")]
    public void Of_AFileOfAnAssembly_IsAFailureOfItsAssemblyAlone(string file)
    {
        string[] documents =
        [
            "",
            "{",
            "[",
            "null!",
            deep,
            .. file == "cdk.context.json" ? (string[])[] : ["[]", "7", "null"],
        ];
        foreach (var document in documents)
        {
            using var app = new BootstrappedApp();
            app.WriteTemplate("""{"Resources":{}}""");
            app.Assembly.Load();
            if (file != "cdk.context.json")
                app.Assembly.Write(file, document);

            var checks = AssemblyChecks.Of(
                new()
                {
                    BaseCredentials = new BaseCredentials.Default(),
                    Endpoint = AwsEndpoint.Aws,
                    SessionName = "test",
                    Cicd = new TargetEnvironment(BootstrappedApp.Cicd, "eu-west-1"),
                    Environments = [],
                    Qualifier = "hnb659fds",
                    Assemblies =
                    [
                        new("app", app.Assembly.Folder, () => file == "cdk.context.json" ? document : null, ""),
                    ],
                }
            );

            var check = Assert.Single(checks.Checks);
            Assert.True(check.Status == CheckStatus.Failure, $"{document}: {check.Detail}");
            Assert.NotEmpty(check.Findings);
        }
    }

    static void AssertUnknown<T>(ReadResult<T> reading, string document)
    {
        var unknown = reading as ReadResult<T>.Unknown;
        Assert.True(unknown is not null, document);
        Assert.NotEmpty(unknown.Why);
    }

    /// <summary>What services say of a role with an inline and a managed policy, a key and a secret, but for one part.</summary>
    static string Spoil(string operation, string spoilt, string document)
    {
        if (operation == spoilt)
            return document;
        return operation switch
        {
            "GetCallerIdentity" => Xml(
                operation,
                "<Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>A</UserId><Account>123456789012</Account>"
            ),
            "GetRole" => Xml(
                operation,
                $"<Role><Arn>{Role}</Arn><RoleId>AROA</RoleId>{Part("AssumeRolePolicyDocument", Trust)}{Part("MaxSessionDuration", "3600")}</Role>"
            ),
            "ListRolePolicies" => Xml(operation, "<PolicyNames><member>inline</member></PolicyNames>"),
            "GetRolePolicy" => Xml(operation, Part("PolicyDocument", Fine)),
            "ListAttachedRolePolicies" => Xml(
                operation,
                "<AttachedPolicies><member><PolicyArn>arn:aws:iam::123456789012:policy/p</PolicyArn></member></AttachedPolicies>"
            ),
            "GetPolicy" => Xml(operation, "<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>"),
            "GetPolicyVersion" => Xml(operation, $"<PolicyVersion>{Part("Document", Fine)}</PolicyVersion>"),
            "DescribeSecret" => """{"ARN":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-1"}""",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };

        string Part(string name, string fine) =>
            $"<{name}>{Uri.EscapeDataString(name == spoilt ? document : fine)}</{name}>";
    }

    static string Xml(string operation, string result) =>
        $"<{operation}Response><{operation}Result>{result}</{operation}Result></{operation}Response>";

    static Task<Session> OpenAsync(ScriptedServices services) =>
        new SessionFactory(new AwsEndpoint(services.Url), TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            RoleChain.None,
            "123456789012",
            "eu-west-1",
            "test",
            Cancellation
        );

    static AccountReader Reader(Session session) =>
        new(
            new TargetEnvironment("123456789012", "eu-west-1"),
            [session],
            session.Endpoint,
            new CallPace(TimeProvider.System, TimeSpan.Zero),
            TimeProvider.System
        );
}
