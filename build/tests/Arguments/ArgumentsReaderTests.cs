using Arguments;
using Build.Tasks;
using Cake.Core;
using Deployment;
using Deployment.Diffing;
using LocalAws.Faults;
using Releases.Hosting;
using Settings.Projects;
using Steps;

namespace Build.Tests.Arguments;

public class ArgumentsReaderTests
{
    [Fact]
    public void Read_Nothing_TakesBothProjectsPipelineFirst()
    {
        var options = Read();

        Assert.Equal([Project.Pipeline, Project.Infra], options.Projects);
        Assert.False(options.Local);
        Assert.Equal(ApprovalRule.Broadening, options.RequireApproval);
        Assert.Null(options.Concurrency);
    }

    [Fact]
    public void Read_Everything_IsParsed()
    {
        var options = Read(
            ("project", "infra"),
            ("local", ""),
            ("environment", "account1,account2"),
            ("stacks", "Prod/*"),
            ("stacks", "Other"),
            ("exclusively", "true"),
            ("concurrency", "7"),
            ("require-approval", "any-change"),
            ("port", "4566"),
            ("profile", "ci"),
            ("no-rollback", ""),
            ("import-existing-resources", "")
        );

        Assert.Equal([Project.Infra], options.Projects);
        Assert.True(options.Local);
        Assert.Equal(["account1", "account2"], options.Environments);
        Assert.Equal(["Prod/*", "Other"], options.Stacks);
        Assert.True(options.Exclusively);
        Assert.Equal(7, options.Concurrency);
        Assert.Equal(ApprovalRule.AnyChange, options.RequireApproval);
        Assert.Equal(4566, options.Port);
        Assert.Equal("ci", options.Profile);
        Assert.True(options.NoRollback && options.ImportExistingResources);
    }

    [Theory]
    [InlineData("project", "infr", "did you mean --project=infra?")]
    [InlineData("project", "backend", "known: pipeline, infra")]
    [InlineData("environment", "acount1", "did you mean --environment=account1?")]
    [InlineData("concurrency", "many", "not a whole number")]
    [InlineData("port", "70000", "not a whole number from 0 to 65535")]
    [InlineData("local", "yes", "takes no value")]
    [InlineData("require-approval", "allways", "known: never, any-change, broadening")]
    [InlineData("shard", "3/2", "--shard=1/3")]
    [InlineData("stack-policy", "no/such/file.json", "Could not find")]
    [InlineData("stack-policy", ".", "Access to the path")]
    [InlineData("format", "yaml", "known: text, json, markdown")]
    [InlineData("profile", "", "needs a value")]
    [InlineData("loacl", "", "did you mean --local?")]
    [InlineData("latency", "50", "not a duration")]
    [InlineData("rate-limit", "s3:*=fast", "not a number of calls a second")]
    [InlineData("faults", "reset", "with its share, such as reset:5%")]
    [InlineData("faults", "s3:*=reset@0", "not the number of a call")]
    [InlineData("frobnicate", "1", "--help lists the options")]
    public void Read_OneMistake_IsRefusedWithAWayOut(string name, string value, string expected)
    {
        var failure = Assert.Throws<BuildException>(() => Read((name, value)));

        Assert.Equal(2, failure.ExitCode);
        Assert.Contains(expected, Assert.Single(failure.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TheLocalAwsMadeSlowAndFaulty_IsParsed()
    {
        var options = Read(
            ("latency", "cloudformation:*=1.5s,50ms"),
            ("rate-limit", "10"),
            ("faults", "throttled:30%,cloudformation:CreateChangeSet=lost@2"),
            ("seed", "7"),
            ("change-set-duration", "3s"),
            ("failing-types", "AWS::SNS::Topic")
        );

        Assert.Equal(
            ["00:00:01.5000000", "00:00:00.0500000"],
            options.LocalFaults.Latencies.Select(l => $"{l.Duration}")
        );
        Assert.Equal(10, Assert.Single(options.LocalFaults.RateLimits).CallsPerSecond);
        Assert.Equal(
            [
                new InjectedFault(FaultKind.Throttled) { Probability = 0.3 },
                new InjectedFault(FaultKind.AnswerLost) { Apis = new("cloudformation:CreateChangeSet"), Call = 2 },
            ],
            options.LocalFaults.Faults
        );
        Assert.Equal(7, options.LocalFaults.Seed);
        Assert.Equal(TimeSpan.FromSeconds(3), options.LocalCloudFormation.ChangeSetDuration);
        Assert.Equal(["AWS::SNS::Topic"], options.LocalCloudFormation.FailingResourceTypes);
    }

    [Fact]
    public void Read_Parameters_AreSplitAtTheFirstSignsAndThoseOfOneStackComeLast()
    {
        var options = Read(
            ("parameters", "One:Size=x"),
            ("parameters", "Size=a=b,c:d"),
            ("no-previous-parameters", ""),
            ("method", "template")
        );

        Assert.Equal(
            [(null, "Size", "a=b,c:d"), ("One", "Size", "x")],
            options.Parameters.Select(parameter => (parameter.Stack, parameter.Name, parameter.Value))
        );
        Assert.True(options.NoPreviousParameters);
        Assert.Equal(DiffMethod.Template, options.Method);
    }

    [Theory]
    [InlineData("Size")]
    [InlineData("=s3cr3t")]
    [InlineData("a b=s3cr3t")]
    [InlineData("One:=s3cr3t")]
    public void Read_ParametersThatAreNone_AreRefusedWithoutTheirValues(string parameter)
    {
        var finding = Assert.Single(Assert.Throws<BuildException>(() => Read(("parameters", parameter))).Findings);

        Assert.Contains("it is not [Stack:]Key=Value", finding.What, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ARehearsal_AsksAboutNoChange() =>
        Assert.Equal(ApprovalRule.Never, Read(("local", "")).RequireApproval);

    [Fact]
    public void Read_SeveralMistakes_AreAllSaid()
    {
        var failure = Assert.Throws<BuildException>(() =>
            Read(("projet", "infra"), ("port", "x"), ("local", "perhaps"))
        );

        Assert.Equal(3, failure.Findings.Count);
    }

    [Theory]
    [InlineData("target")]
    [InlineData("verbosity")]
    [InlineData("paths_tools")]
    [InlineData("LOCAL")]
    public void Read_OptionsOfTheHostAndOfCake_AreLeftAlone(string name) => Assert.NotNull(Read((name, "")));

    [Theory]
    [InlineData("Synth", "require-approval", "never", "it is for Deploy")]
    [InlineData("Deploy", "format", "json", "it is for Diff, Doctor")]
    [InlineData("Doctor", "shard", "1/2", "it is for Deploy, Diff, Destroy")]
    [InlineData("LocalAws", "project", "infra", "it is for Install")]
    [InlineData("Install", "local", "", "it is for Synth")]
    [InlineData("Bootstrap", "retry", "", "it is for Rehearse")]
    [InlineData("Deploy", "latency", "50ms", "add --local")]
    public void Read_OptionThatTheTargetDoesNothingWith_IsRefused(
        string target,
        string option,
        string value,
        string next
    )
    {
        var failure = Assert.Throws<BuildException>(() => ReadFor([target], (option, value)));

        var finding = Assert.Single(failure.Findings);
        Assert.Equal(BuildException.WrongInput, failure.ExitCode);
        Assert.StartsWith($"--{option} does nothing for {target}", finding.What, StringComparison.Ordinal);
        Assert.Contains(next, finding.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Doctor", "--format=json", "format=markdown")]
    [InlineData("ExecutionPolicy", "--format=json", "format=markdown")]
    [InlineData("Diff", "leave one of them out", "read-only", "method=change-set")]
    public void Read_ArgumentsOfComparisonsThatDoNotGoTogether_AreRefused(
        string target,
        string next,
        params string[] options
    )
    {
        var failure = Assert.Throws<BuildException>(() =>
            ReadFor(
                [target],
                [.. options.Select(option => option.Split('=')).Select(o => (o[0], o.Length > 1 ? o[1] : ""))]
            )
        );

        Assert.Contains(next, Assert.Single(failure.Findings).Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralOptionsThatNoTargetHeeds_AreAllSaid() =>
        Assert.Equal(
            3,
            Assert
                .Throws<BuildException>(() => ReadFor(["Clean"], ("fail", ""), ("purpose", "deploy"), ("port", "1")))
                .Findings.Count
        );

    [Fact]
    public void Read_OptionThatOneOfSeveralTargetsHeeds_IsTaken()
    {
        Assert.True(ReadFor(["Install", "Synth", "Diff"], ("fail", ""), ("explain", "")).Fail);
        Assert.Equal(7, ReadFor(["Deploy"], ("local", ""), ("seed", "7")).LocalFaults.Seed);
    }

    [Fact]
    public void Targets_OfEveryOption_AreThoseOfTheBuild() =>
        Assert.All(
            BuildOptions.All.SelectMany(option => option.Targets.Concat(option.TargetsWhenLocal)),
            target => Assert.NotNull(TaskNames.TypeOf(typeof(Program).Assembly, target))
        );

    static BuildArguments ReadFor(IReadOnlyList<string> targets, params (string Name, string Value)[] arguments) =>
        ArgumentsReader.Read(
            new CakeArguments(arguments.ToLookup(a => a.Name, a => a.Value, StringComparer.OrdinalIgnoreCase)),
            ["account1", "account2"],
            Path.GetTempPath(),
            targets
        );

    static BuildArguments Read(params (string Name, string Value)[] arguments) =>
        ArgumentsReader.Read(
            new CakeArguments(arguments.ToLookup(a => a.Name, a => a.Value, StringComparer.OrdinalIgnoreCase)),
            ["account1", "account2"],
            Path.GetTempPath()
        );
}
