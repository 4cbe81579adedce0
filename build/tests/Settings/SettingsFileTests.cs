using System.Text.Json.Nodes;
using Deployment;
using Settings;
using Settings.Roles;

namespace Build.Tests.Settings;

public class SettingsFileTests
{
    static readonly string valid = SettingsText.Valid;

    [Fact]
    public void Load_TheRepositorysOwn_HasBothEnvironments()
    {
        var settings = SettingsFile.Load(RepositoryRoot.Find());

        Assert.Equal(["account1", "account2"], settings.Environments.Select(environment => environment.Name));
        Assert.Equal(["123456789012", "111111111111", "222222222222"], settings.Accounts);
    }

    [Fact]
    public void EnvironmentsOf_AnEnvironmentInTheCicdAccountAndRegion_AnswersToBothNamesWithItsOwnSettings()
    {
        var settings = Parse(
            valid.Replace(
                "\"name\": \"account2\", \"account\": \"222222222222\", \"region\": \"us-east-1\"",
                "\"name\": \"tools\", \"account\": \"123456789012\", \"region\": \"eu-west-1\", \"bootstrap\": { \"key\": \"new\" }",
                StringComparison.Ordinal
            )
        );

        Assert.Equal(["tools", "account1"], settings.AllEnvironments.Select(environment => environment.Name));
        Assert.Equal(["cicd", "tools", "account1"], settings.EnvironmentNames);
        Assert.All(
            ["cicd", "tools"],
            name =>
                Assert.Equal(
                    ("tools", "new"),
                    (
                        Assert.Single(settings.EnvironmentsOf([name])).Name,
                        Assert.Single(settings.EnvironmentsOf([name])).Bootstrap.Key
                    )
                )
        );
        Assert.Equal(2, settings.EnvironmentsOf([]).Count);
    }

    [Theory]
    [InlineData("o-a1b2c3d4e5", true)]
    [InlineData("o-a1b2c3d4e", false)]
    [InlineData("o-A1B2C3D4E5", false)]
    [InlineData("a1b2c3d4e5f6", false)]
    public void Parse_Organization_IsAnIdAsAwsGivesThem(string id, bool isOne)
    {
        var text = valid.Replace(
            "\"qualifier\":",
            $"\"organization\": \"{id}\", \"qualifier\":",
            StringComparison.Ordinal
        );

        if (isOne)
            Assert.Equal(id, Parse(text).Organization);
        else
            Assert.Contains("$.organization", Assert.Single(Refused(text).Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ThreeMistakes_ThreeFindingsWithTheirPaths()
    {
        var failure = Refused(
            valid
                .Replace("\"account\": \"111111111111\"", "\"account\": \"11111111111\"", StringComparison.Ordinal)
                .Replace("us-east-1", "us-east", StringComparison.Ordinal)
                .Replace("\"qualifier\":", "\"qualifer\":", StringComparison.Ordinal)
        );

        Assert.Equal(2, failure.ExitCode);
        Assert.Collection(
            failure.Findings.Select(finding => finding.ToString()),
            text =>
                Assert.Contains(
                    "$.qualifer is not a setting. [InvalidSettings]\n  Next: did you mean qualifier?",
                    text,
                    StringComparison.Ordinal
                ),
            text => Assert.Contains("$.qualifier is missing", text, StringComparison.Ordinal),
            text =>
                Assert.Contains(
                    "$.environments[0].account is '11111111111', not an account number of 12 digits",
                    text,
                    StringComparison.Ordinal
                ),
            text =>
                Assert.Contains("$.environments[1].region is 'us-east', not a region", text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "\"name\": \"account2\"",
        "\"name\": \"account1\"",
        "$.environments[1].name is 'account1', as $.environments[0] is"
    )]
    [InlineData("\"name\": \"account2\"", "\"name\": \"cicd\"", "$.environments[1].name is 'cicd', which is $.cicd")]
    [InlineData(
        "\"account\": \"222222222222\", \"region\": \"us-east-1\"",
        "\"account\": \"111111111111\", \"region\": \"eu-west-1\"",
        "$.environments[1] has the account and region of $.environments[0]"
    )]
    [InlineData("\"qualifier\": \"hnb659fds\"", "\"qualifier\": \"HNB\"", "$.qualifier is 'HNB', not a qualifier")]
    [InlineData(
        "cdk-{qualifier}-deploy-role",
        "cdk-{qualifer}-deploy-role",
        "$.roles.deploy has the unknown placeholder {qualifer}; did you mean {qualifier}?"
    )]
    [InlineData("\"lookup\": []", "\"lookup\": {}", "$.credentials.chains.lookup is {}, not an array")]
    [InlineData(
        "arn:{partition}:iam::{account}:role/Org",
        "Org",
        "$.credentials.chains.bootstrap[0].role is 'OrganizationAccountAccessRole', not a role ARN"
    )]
    [InlineData("\"branch\": \"main\"", "\"branch\": \"\"", "$.source.branch is empty")]
    [InlineData("\"branch\": \"main\"", "\"branch\": 1", "$.source.branch is 1, not a string")]
    [InlineData("\"owner\"", "\"type\"", "$.source.type stands there twice")]
    [InlineData("\"type\": \"github\"", "\"type\": \"gitlab\"", "$.source.type is 'gitlab', not a type of source")]
    [InlineData("\"type\": \"github\"", "\"type\": \"connection\"", "$.source.connectionArn is missing")]
    [InlineData("\"verbose\": false", "\"verbose\": 1", "$.pipeline.verbose is 1, not true or false")]
    [InlineData(
        "{ \"name\": \"Infra\" }",
        "{ \"name\": \"Infra\", \"environments\": [\"account3\"], \"shards\": 0 }",
        "$.pipeline.waves[0].releases[0].environments[0] is 'account3', not an environment"
    )]
    [InlineData(
        "{ \"name\": \"Infra\" }",
        "{ \"name\": \"Infra\", \"shards\": 0 }",
        "$.pipeline.waves[0].releases[0].shards is 0, not a whole number from 1 to 100"
    )]
    [InlineData(
        "role/OrganizationAccountAccessRole\" }",
        "role/a\" }, { \"role\": \"arn:aws:iam::{account}:role/b\", \"durationSeconds\": 3601 }",
        "$.credentials.chains.bootstrap[1].durationSeconds is 3601: a role that is assumed through another lasts an hour"
    )]
    [InlineData(
        "role/OrganizationAccountAccessRole\"",
        "role/a\", \"sessionName\": \"two words\"",
        "$.credentials.chains.bootstrap[0].sessionName is 'two words', not a session name"
    )]
    [InlineData(
        "\"chains\": {",
        "\"base\": \"sso\", \"chains\": {",
        "$.credentials.base is 'sso', not one of automatic"
    )]
    [InlineData("\"chains\": {", "\"base\": \"profile\", \"chains\": {", "$.credentials.profile is missing")]
    [InlineData("\"readOnlyRole\": true", "\"readOnlyRole\": 1", "$.bootstrap.readOnlyRole is 1, not true or false")]
    [InlineData(
        "\"region\": \"us-east-1\"",
        "\"region\": \"us-east-1\", \"chains\": { \"deploy\": [{ \"rol\": \"x\" }] }",
        "$.environments[1].chains.deploy[0].rol is not a setting"
    )]
    [InlineData(
        "\"region\": \"us-east-1\"",
        "\"region\": \"us-east-1\", \"bootstrap\": { \"trust\": [\"1\"] }",
        "$.environments[1].bootstrap.trust[0] is '1', not an account number"
    )]
    public void Parse_OneMistake_IsNamedByItsPath(string right, string wrong, string expected) =>
        SettingsText.AssertNamed(valid, right, wrong, expected, Parse);

    [Theory]
    [InlineData(
        "connection",
        "{ 'type': 'connection', 'owner': 'o', 'repository': 'r', 'branch': 'b', 'connectionArn': 'a' }"
    )]
    [InlineData("codecommit", "{ 'type': 'codecommit', 'repository': 'r', 'branch': 'b' }")]
    [InlineData("s3", "{ 'type': 's3', 'bucket': 'b', 'key': 'k' }")]
    public void Parse_OtherSource_HasWhatItsTypeNeeds(string type, string source)
    {
        var root = JsonNode.Parse(valid)!;
        root["source"] = JsonNode.Parse(source.Replace('\'', '"'));

        Assert.Equal(type, Parse(root.ToJsonString()).Source.Type);
    }

    [Fact]
    public void Parse_NoPipeline_TakesTheDefaults()
    {
        var root = JsonNode.Parse(valid)!.AsObject();
        root.Remove("pipeline");

        Assert.Empty(Parse(root.ToJsonString()).Pipeline.Waves);
    }

    [Theory]
    [InlineData("{\n  \"qualifier\": \"a\",,\n}", "line 2, column 20")]
    [InlineData("{", "line 1, column 2")]
    public void Parse_NotJson_SaysWhere(string text, string place)
    {
        var failure = Refused(text);

        Assert.Equal(2, failure.ExitCode);
        Assert.Contains(place, Assert.Single(failure.Findings).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(43200, true)]
    [InlineData(43201, false)]
    public void Parse_SessionDuration_IsWithinWhatStsGrants(int seconds, bool accepted)
    {
        const string Link = "role/OrganizationAccountAccessRole\"";
        var text = valid.Replace(Link, $"{Link}, \"durationSeconds\": {seconds}", StringComparison.Ordinal);

        if (accepted)
            Assert.Equal(
                seconds,
                Parse(text).Credentials.ChainFor(Purpose.Bootstrap, new("e", "1", "r"))[0].DurationSeconds
            );
        else
            Assert.Contains("durationSeconds", Assert.Single(Refused(text).Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_WhatAnEnvironmentSays_GoesBeforeTheGeneral()
    {
        var general = new BootstrapSettings
        {
            ExecutionPolicies = ["a"],
            ReadOnlyRole = true,
            PermissionsBoundary = "b",
        };

        var own = new BootstrapSettings { ReadOnlyRole = false, Key = "k" }.Over(general);

        Assert.Equal(["a"], own.ExecutionPolicies);
        Assert.Equal((false, "b", "k"), (own.ReadOnlyRole, own.PermissionsBoundary, own.Key));
    }

    [Theory]
    [InlineData("$.credentials.chains.bootstrap ends in account 333333333333", "arn:aws:iam::333333333333:role/x")]
    [InlineData(
        "$.credentials.chains.bootstrap[0].role is in the partition aws-cn",
        "arn:aws-cn:iam::{account}:role/x"
    )]
    public void FindProblems_AChainThatLeadsElsewhere_IsNamedWithItsEnvironment(string expected, string role)
    {
        var settings = Parse(
            valid.Replace(
                "arn:{partition}:iam::{account}:role/OrganizationAccountAccessRole",
                role,
                StringComparison.Ordinal
            )
        );

        var problems = ChainChecks.FindProblems(settings).ToList();

        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.Contains(expected, problem.What, StringComparison.Ordinal));
        Assert.Contains("account1", problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void FindProblems_TheRepositorysOwn_AreNone() => Assert.Empty(ChainChecks.FindProblems(Parse(valid)));

    [Fact]
    public void Load_NoFile_SaysWhichAndHowToRestoreIt()
    {
        var empty = Directory.CreateTempSubdirectory();

        var failure = Assert.Throws<BuildException>(() => SettingsFile.Load(empty.FullName));

        Assert.Equal(2, failure.ExitCode);
        Assert.Contains("git checkout build/settings.json", failure.Message, StringComparison.Ordinal);
        empty.Delete();
    }

    static BuildSettings Parse(string text) => SettingsText.Parse(text);

    static BuildException Refused(string text) => Assert.Throws<BuildException>(() => Parse(text));
}
