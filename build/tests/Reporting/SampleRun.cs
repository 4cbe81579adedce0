using Deployment;
using Deployment.Assemblies;
using Deployment.Texts;
using Microsoft.Extensions.Time.Testing;
using Reporting;
using Reporting.Pages;
using Reporting.Runs;
using Reporting.Timelines;

namespace Build.Tests.Reporting;

/// <summary>Runs as pages show them, from the events of a deployment; their times are made up.</summary>
sealed class SampleRun
{
    public static readonly DateTimeOffset Start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    static readonly string[] kinds = ["Network", "Storage", "Database", "Queue", "Api", "Website"];

    readonly RunRecord record = new(new FakeTimeProvider(Start));
    readonly List<StackResult> results = [];

    /// <summary>A run of Deploy whose second environment's database fails: what depends on it is skipped.</summary>
    /// <param name="accounts">How many environments there are, six stacks in each.</param>
    public static RunPage Deploy(int accounts = 3)
    {
        var sample = new SampleRun();
        var timeline = new DeploymentTimeline(new PlainDeploymentView(_ => { }, TimeProvider.System, StackTimes.None));
        sample.record.Deployments.Add(
            new("Stacks", timeline)
            {
                EnvironmentName = environment =>
                    environment.Account == "111111111111" ? null : $"account{int.Parse(environment.Account, null) - 1}",
            }
        );
        var environments = Enumerable
            .Range(0, accounts)
            .Select(i => new TargetEnvironment(
                i == 0 ? "111111111111" : $"{i + 1:D12}",
                i % 2 == 0 ? "eu-west-1" : "us-east-1"
            ))
            .ToList();
        var stacks = environments.SelectMany(environment => kinds.Select(kind => Stack(kind, environment))).ToList();
        timeline.Report(At(0, new DeploymentEvent.Planned(stacks, 1)));
        foreach (var (environment, index) in environments.Select((environment, index) => (environment, index)))
            sample.Run(timeline, environment, index);
        foreach (var stack in stacks.Where(stack => stack.StackName != "Network"))
            timeline.RowOf(stack)!.After =
            [
                timeline.RowOf(
                    Stack(stack.StackName is "Api" or "Website" ? "Database" : "Network", stack.Environment)
                )!,
            ];
        return sample.Page("Deploy");
    }

    /// <summary>Environments differ: unchanged where the number is even, and one that fails.</summary>
    void Run(DeploymentTimeline timeline, TargetEnvironment environment, int index)
    {
        foreach (var (kind, number) in kinds.Select((kind, number) => (kind, number)))
        {
            var stack = Stack(kind, environment);
            var begin = index + (number * 9.0);
            timeline.Report(At(index, new DeploymentEvent.StackStarted(stack)));
            timeline.Report(At(index + 1.5, new DeploymentEvent.StackProgressed(stack, StackStep.Checking)));
            StackResult result;
            if (index % 2 == 0 && index > 0)
            {
                result = new StackResult.Unchanged(stack) { Elapsed = TimeSpan.FromSeconds(2) };
                timeline.Report(At(index + 3, new DeploymentEvent.StackFinished(result)));
                results.Add(result);
                continue;
            }
            if (index == 1 && number > 2)
            {
                result = number == 3 ? new StackResult.Unchanged(stack) : new StackResult.Skipped(stack, ["Database"]);
                timeline.Report(At(30, new DeploymentEvent.StackFinished(result)));
                results.Add(result);
                continue;
            }
            if (number > 0)
                timeline.Report(At(index + 2.5, new DeploymentEvent.StackProgressed(stack, StackStep.Waiting)));
            timeline.Report(At(begin + 3, new DeploymentEvent.StackProgressed(stack, StackStep.CreatingChangeSet)));
            timeline.Report(At(begin + 5, new DeploymentEvent.StackProgressed(stack, StackStep.Executing)));
            var fails = index == 1 && number == 2;
            foreach (var (id, type) in Resources(kind))
                timeline.Report(
                    At(
                        begin + 6,
                        new DeploymentEvent.ResourceProgressed(
                            stack,
                            id,
                            $"{kind}/{id}",
                            type,
                            fails && id == "Instance" ? "CREATE_FAILED" : "CREATE_COMPLETE",
                            fails && id == "Instance" ? "DB Security group doesn't exist (Service: Rds, 404)" : null,
                            1,
                            2
                        )
                    )
                );
            if (fails)
                timeline.Report(At(begin + 8, new DeploymentEvent.StackProgressed(stack, StackStep.RollingBack)));
            result = fails
                ? new StackResult.Failed(stack, [Failure(stack)])
                : new StackResult.Deployed(stack, Created: number % 2 == 0, Changes: 2)
                {
                    Outputs = new Dictionary<string, string>
                    {
                        [$"{kind}Arn"] = $"arn:aws:s3:::{kind.ToLowerInvariant()}-{environment.Account}",
                    },
                };
            result = result with
            {
                Elapsed = TimeSpan.FromSeconds(11.4),
                StackId = $"arn:aws:cloudformation:{environment.Region}:{environment.Account}:stack/{kind}/1a2b",
            };
            timeline.Report(At(begin + 11.4, new DeploymentEvent.StackFinished(result)));
            results.Add(result);
        }
    }

    static (string Id, string Type)[] Resources(string kind) =>
        kind == "Database"
            ? [("Subnets", "AWS::RDS::DBSubnetGroup"), ("Instance", "AWS::RDS::DBInstance")]
            : [("Resource", "AWS::S3::Bucket"), ("Policy", "AWS::S3::BucketPolicy")];

    public static Finding Failure(StackReference stack) =>
        new(
            FindingCodes.StackDeploymentFailed,
            $"Stack {stack.StackName} in {stack.Environment.Account} {stack.Environment.Region} failed: Database/Instance AWS::RDS::DBInstance CREATE_FAILED",
            ["DB Security group doesn't exist (Service: Rds, Status Code: 404, Request ID: 5f2d)"],
            "./build.sh --target=Deploy --stacks=Database  (once its security group is defined in the app)"
        );

    RunPage Page(string target) =>
        RunPages.Of(
            record.With(results),
            target,
            new("./build.sh --target=Deploy --require-approval=never", "maria", IsLocal: false)
            {
                Caller = "arn:aws:sts::111111111111:assumed-role/developer/maria",
                Commit = new(
                    "9f2c1e7a5b3d4f60819273645546372819fa0b1c",
                    "main",
                    "Give the database a subnet group",
                    true
                ),
            },
            new BuildException([.. results.OfType<StackResult.Failed>().SelectMany(failed => failed.Findings)]),
            wasInterrupted: false,
            record.Began + TimeSpan.FromSeconds(67.2)
        ) with
        {
            Warnings =
            [
                "build/settings.json: account2 has no permissions boundary; CloudFormation may do anything there",
            ],
        };

    static StackReference Stack(string kind, TargetEnvironment environment) => new(kind, kind, kind, environment);

    static DeploymentEvent At(double second, DeploymentEvent happened) =>
        happened with
        {
            At = Start.AddSeconds(second),
        };
}

static class SampleRecords
{
    public static RunRecord With(this RunRecord record, IReadOnlyList<StackResult> results)
    {
        record.Deployments[^1].Report = new(results, []);
        return record;
    }
}
