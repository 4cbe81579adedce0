using System.Text.Json.Nodes;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Access;
using Diagnosis.Requirements;

namespace Build.Tests.Diagnosis.Access;

public class PipelineAccessTests
{
    static readonly string deployRole = SynthesizedRepository.Role("deploy-role", "222222222222", "us-east-1");

    [Fact]
    public void Of_TheHealthyRepository_FindsNothing()
    {
        using var repository = new SynthesizedRepository();

        var access = repository.Check();

        Assert.Empty(access.Findings);
        Assert.Empty(access.Undecided);
        Assert.Equal(
            [StepKind.Pipeline, StepKind.Synthesis, StepKind.SelfMutation, StepKind.Release],
            access.Steps.Select(step => step.Kind).Distinct()
        );
        Assert.Contains(access.Answers, answer => answer.Permission.Resource == deployRole);
    }

    [Fact]
    public void Of_AnImageOfAPrivateRepository_NeedsTheStatementsThatPullIt()
    {
        using var repository = new SynthesizedRepository();
        var environment = repository.Resources[SynthesizedRepository.ReleaseProject]!["Properties"]!["Environment"]!;
        environment["Image"] = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/tools/builds:1";
        environment["ImagePullCredentialsType"] = "SERVICE_ROLE";

        var finding = Assert.Single(repository.Check().Findings);
        foreach (var statement in Statements(finding))
            repository.Statements.Add(statement);

        Assert.Contains(finding.Why, line => line.Contains("ecr:BatchGetImage", StringComparison.Ordinal));
        Assert.Empty(repository.Check().Findings);

        static IEnumerable<JsonNode> Statements(Finding finding) =>
            StatementIn(finding) is JsonArray many
                ? [.. many.Select(statement => statement!.DeepClone())]
                : [StatementIn(finding)];
    }

    [Fact]
    public void Of_APolicyThatLacksARoleThatInfraNeeds_NamesRoleStepReasonAndStatement()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);

        var finding = Assert.Single(repository.Check().Findings);

        Assert.Equal("MissingPermission", finding.Code);
        Assert.Contains("role BuildRole41B77417 (pipeline/BuildRole)", finding.What, StringComparison.Ordinal);
        Assert.Contains(
            $"release step Release/Infra: sts:AssumeRole on {deployRole}, because stack account2-greeting is deployed with it",
            finding.Why
        );
        Assert.Contains(
            finding.Why,
            line =>
                line.StartsWith("Statement AssumeEnvironmentRoles of ", StringComparison.Ordinal)
                && line.EndsWith("allows sts:AssumeRole, on other resources only", StringComparison.Ordinal)
        );
        Assert.Contains("pipeline/src/pipeline-policy.ts", finding.Next, StringComparison.Ordinal);
        var statement = StatementIn(finding);
        Assert.Equal("sts:AssumeRole", statement["Action"]!.ToString());
        Assert.Equal(deployRole, statement["Resource"]!.ToString());
    }

    [Fact]
    public void Of_AFindingFollowedLiterally_FindsNothingMore()
    {
        using var repository = new SynthesizedRepository();
        while (repository.Statements.Count > 1)
            repository.Statements.RemoveAt(1);

        var finding = Assert.Single(repository.Check().Findings);
        foreach (var statement in StatementIn(finding).AsArray())
            repository.Statements.Add(statement!.DeepClone());

        Assert.Empty(repository.Check().Findings);
    }

    [Theory]
    [InlineData("arn:aws:iam::*:role/cdk-*")]
    [InlineData("*")]
    [InlineData("arn:aws:iam::?????????222:role/cdk-hnb659fds-*")]
    public void Of_AWildcardThatCoversTheRole_FindsNothing(string wildcard)
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        repository.AssumeRoles["Resource"]!.AsArray().Add(wildcard);

        Assert.Empty(repository.Check().Findings);
    }

    [Theory]
    [InlineData("""{ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }""", true)]
    [InlineData("""{ "StringEquals": { "aws:RequestedRegion": "us-east-1" } }""", false)]
    [InlineData("""{ "StringEquals": { "sts:ExternalId": "x" } }""", false)]
    [InlineData(
        """{ "StringEquals": { "iam:ResourceTag/aws-cdk:bootstrap-role": ["deploy", "file-publishing"] } }""",
        true
    )]
    [InlineData("""{ "StringEquals": { "iam:ResourceTag/aws-cdk:bootstrap-role": "lookup" } }""", false)]
    public void Of_AConditionOnWhatIsKnown_IsDecided(string condition, bool isMet)
    {
        using var repository = new SynthesizedRepository();
        repository.AssumeRoles["Condition"] = JsonNode.Parse(condition);

        var access = repository.Check();

        Assert.Equal(isMet, access.Findings.Count == 0);
        Assert.Empty(access.Undecided);
    }

    [Fact]
    public void Of_AConditionOnWhatOnlyTheRequestHas_IsUndecidedAndNoFinding()
    {
        using var repository = new SynthesizedRepository();
        repository.AssumeRoles["Condition"] = JsonNode.Parse("""{ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }""");

        var access = repository.Check();

        Assert.Empty(access.Findings);
        Assert.Contains(
            "aws:SourceIp",
            Assert.IsType<global::Diagnosis.Access.Access.Undecided>(access.Undecided[0].Access).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_ADenyStatement_NamesTheStatement()
    {
        using var repository = new SynthesizedRepository();
        repository.Statements.Add(
            JsonNode.Parse(
                """{ "Sid": "NotThere", "Effect": "Deny", "Action": "sts:*", "Resource": "arn:aws:iam::222222222222:*" }"""
            )
        );

        var finding = Assert.Single(repository.Check().Findings);

        Assert.Equal("ExplicitDeny", finding.Code);
        Assert.Contains("Denied by statement NotThere of identity-based policy pipeline", finding.Why);
    }

    [Theory]
    [InlineData("""{ "Fn::ImportValue": "elsewhere" }""")]
    [InlineData("""{ "Fn::Sub": "${Undeclared}" }""")]
    [InlineData("""{ "Fn::Join": ["", ["arn:aws:iam::222222222222:role/", { "Ref": "Undeclared" }]] }""")]
    public void Of_AnUnresolvedIntrinsicThatMayCoverTheRole_IsUndecided(string resource)
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        repository.AssumeRoles["Resource"]!.AsArray().Add(JsonNode.Parse(resource));

        var access = repository.Check();

        Assert.Empty(access.Findings);
        Assert.Equal(deployRole, Assert.Single(access.Undecided).Permission.Resource);
    }

    [Fact]
    public void Of_AnUnresolvedIntrinsicThatCannotCoverTheRole_IsAFinding()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        repository.AssumeRoles["Resource"]!
            .AsArray()
            .Add(JsonNode.Parse("""{ "Fn::Sub": "arn:aws:iam::333333333333:role/${Undeclared}" }"""));

        Assert.Single(repository.Check().Findings);
    }

    [Fact]
    public void Of_IntrinsicsThatTheTemplateResolves_FindNothing()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(SynthesizedRepository.Role("deploy-role", "222222222222", "us-east-1"));
        repository.Template["Parameters"] = JsonNode.Parse(
            """{ "Target": { "Type": "String", "Default": "222222222222" } }"""
        );
        repository.AssumeRoles["Resource"]!
            .AsArray()
            .Add(
                JsonNode.Parse(
                    """
                    { "Fn::Sub": [
                      "arn:${AWS::Partition}:iam::${Target}:role/cdk-${Qualifier}-deploy-role-${Target}-us-east-1",
                      { "Qualifier": { "Fn::Select": [1, { "Fn::Split": ["-", "a-hnb659fds"] }] } }
                    ] }
                    """
                )
            );

        Assert.Empty(repository.Check().Findings);
    }

    [Fact]
    public void Of_SeveralRolesThatLackSomething_AreAFindingEach()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        var document = repository.Resources[SynthesizedRepository.SelfMutationPolicy]!["Properties"]![
            "PolicyDocument"
        ]!;
        document["Statement"]!.AsArray().RemoveAt(3);

        var findings = repository.Check().Findings;

        Assert.Equal(2, findings.Count);
        Assert.Contains(
            "self-mutation step UpdatePipeline/SelfMutate",
            string.Join('\n', findings[0].Why) + string.Join('\n', findings[1].Why),
            StringComparison.Ordinal
        );
        Assert.All(findings, finding => Assert.Contains("pipeline-policy.ts", finding.Next, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" --environment=account1", 0)]
    [InlineData(" --environment=account1,account2", 1)]
    [InlineData(" --stacks=account1-*", 0)]
    public void Of_AReleaseOfSomeStacks_AsksForTheirRolesOnly(string arguments, int findings)
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        repository.ReplaceInBuildSpec("--require-approval=never", $"--require-approval=never{arguments}");

        Assert.Equal(findings, repository.Check().Findings.Count);
    }

    [Fact]
    public void Of_AServiceRoleThatCodeBuildMayNotAssume_IsMissingTrust()
    {
        using var repository = new SynthesizedRepository();
        var trust = repository.Resources[SynthesizedRepository.BuildRole]!["Properties"]!["AssumeRolePolicyDocument"]!;
        trust["Statement"]![0]!["Principal"] = JsonNode.Parse("""{ "Service": "ec2.amazonaws.com" }""");

        var finding = Assert.Single(repository.Check().Findings);

        Assert.Equal("MissingTrust", finding.Code);
        Assert.Contains("codebuild.amazonaws.com", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ABoundaryThatAllowsTooLittle_IsAFinding()
    {
        using var repository = new SynthesizedRepository();
        repository.Resources["Boundary"] = JsonNode.Parse(
            """
            { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": { "Version": "2012-10-17",
              "Statement": [{ "Effect": "Allow", "NotAction": "sts:*", "Resource": "*" }] } } }
            """
        );
        repository.Resources[SynthesizedRepository.BuildRole]!["Properties"]!["PermissionsBoundary"] = JsonNode.Parse(
            """{ "Ref": "Boundary" }"""
        );

        Assert.NotEmpty(repository.Check().Findings);
    }

    [Fact]
    public void Of_LookupsThatTheContextKeeps_AskForTheLookupRole()
    {
        using var repository = new SynthesizedRepository
        {
            ReleasedContext = """{ "availability-zones:account=222222222222:region=us-east-1": ["us-east-1a"] }""",
        };
        var lookup = SynthesizedRepository.Role("lookup-role", "222222222222", "us-east-1");
        repository.Forbid(lookup);

        var finding = Assert.Single(repository.Check().Findings);

        Assert.Equal(lookup, StatementIn(finding)["Resource"]!.ToString());
    }

    [Fact]
    public void Of_AChain_AsksForItsFirstLinkInPlaceOfTheRolesBehindIt()
    {
        using var repository = new SynthesizedRepository
        {
            Options = new RequirementOptions
            {
                Cicd = new TargetEnvironment("123456789012", "eu-west-1"),
                ChainInto = (_, _) => new RoleChain([new RoleLink("arn:aws:iam::123456789012:role/hub")]),
            },
        };

        var finding = Assert.Single(repository.Check().Findings);

        Assert.Equal("arn:aws:iam::123456789012:role/hub", StatementIn(finding)["Resource"]!.ToString());
    }

    [Fact]
    public void Of_AMalformedPolicy_IsAFindingInIamsWords()
    {
        using var repository = new SynthesizedRepository();
        repository.AssumeRoles["Effect"] = "Permit";

        var error = Assert.Throws<BuildException>(repository.Check);

        Assert.Equal("MalformedPolicyDocument", error.Findings.Single().Code);
    }

    static JsonNode StatementIn(Finding finding) =>
        JsonNode.Parse(
            string.Join(
                '\n',
                finding.Why.SkipWhile(line => !line.StartsWith("The statement", StringComparison.Ordinal)).Skip(1)
            )
        )!;
}
