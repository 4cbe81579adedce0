using AwsCatalog.Schemas;
using Build.Tests.Diagnosis.Graphs;
using Deployment;
using Deployment.Diffing;
using Diagnosis;
using Diagnosis.Checks;
using Fingerprints;
using Microsoft.Extensions.Time.Testing;
using Rehearsal;
using Reporting.Pages;
using Reporting.Runs;
using Tools;

namespace Build.Tests.Reporting;

/// <summary>A page of each kind.</summary>
static class SamplePages
{
    public static IReadOnlyDictionary<string, Func<string>> All { get; } =
        new Dictionary<string, Func<string>>
        {
            ["deploy"] = () => RunPageText.Of(SampleRun.Deploy(), RunFiles.Index),
            ["diff"] = () => RunPageText.Of(Diff(), RunFiles.Index),
            ["doctor"] = () => RunPageText.Of(Doctor(), RunFiles.Index),
            ["rehearse"] = () => RunPageText.Of(Rehearse(), RunFiles.Index),
            ["graph"] = () => GraphPage.Of(AccessGraphTests.GraphOf(accounts: 30)),
            ["synth"] = () => RunPageText.Of(Synth(), RunFiles.Index),
            ["index"] = () =>
                IndexPage.Of([
                    .. ((RunPage[])[SampleRun.Deploy(), Doctor(), Rehearse(), Synth()]).Select(page =>
                        (page.Run, $"{page.Run.Target.ToLowerInvariant()}.html")
                    ),
                ]),
        };

    static RunPage Diff()
    {
        var record = new RunRecord(new FakeTimeProvider(SampleRun.Start))
        {
            Difference = new(
                new([
                    new(Stack("Api"), IsNew: true)
                    {
                        Resources = [Resource("Function", "AWS::Lambda::Function", ResourceChangeKind.Added)],
                    },
                    new(Stack("Database"), IsNew: false)
                    {
                        Resources =
                        [
                            Resource(
                                "Instance",
                                "AWS::RDS::DBInstance",
                                ResourceChangeKind.Replaced,
                                new ValueDifference("Properties.DBName", "orders", "customers")
                                {
                                    Effect = ChangeEffect.Replaces,
                                }
                            ) with
                            {
                                Data = DataFate.Lost,
                            },
                        ],
                    },
                    new(Stack("Greeting"), IsNew: false)
                    {
                        Resources =
                        [
                            Resource(
                                "Text",
                                "AWS::SSM::Parameter",
                                ResourceChangeKind.Changed,
                                new ValueDifference("Properties.Value", "Hello", "Good morning"),
                                new ValueDifference("Properties.Description", null, new string('w', 200))
                            ),
                            Resource("Old", "AWS::SQS::Queue", ResourceChangeKind.Removed),
                        ],
                        Iam =
                        [
                            new(
                                "Role",
                                "Allow s3:GetObject on arn:aws:s3:::orders/*",
                                IsAdded: true,
                                IsBroadening: true
                            ),
                        ],
                    },
                    new(Stack("Network"), IsNew: false),
                ]),
                _ => "account1"
            ),
        };
        return Page(record, "Diff", failure: null, isLocal: false);

        static StackReference Stack(string name) => new(name, name, name, new("111111111111", "eu-west-1"));

        static ResourceDifference Resource(
            string name,
            string type,
            ResourceChangeKind kind,
            params ValueDifference[] properties
        ) => new(name, $"Stack/{name}/Resource", type, kind, properties);
    }

    static RunPage Doctor()
    {
        var finding = new Finding(
            FindingCodes.AssumeRoleFailed,
            "Role arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-us-east-1 was not assumed",
            ["AccessDenied: not authorized to perform sts:AssumeRole"],
            "./build.sh --target=Bootstrap --environment=account2  (its bootstrap stack does not trust 111111111111)"
        );
        var record = new RunRecord(new FakeTimeProvider(SampleRun.Start))
        {
            Diagnosis = new([
                CheckResult.Ok("machine", "Node.js", "v20.20.0"),
                CheckResult.Ok("machine", "clock", "in sync with AWS"),
                CheckResult.Ok("account1", "bootstrap stack", "version 28"),
                CheckResult.Ok("account1", "deploy role", "can be assumed"),
                CheckResult.Failure("account2", "deploy role", finding),
                CheckResult.Unknown("account2", "stacks", "the deploy role was not assumed"),
                CheckResult.Warning(
                    "account1",
                    "permissions",
                    new Finding(DiagnosisCodes.StackInProgress, "Stack Api is being updated", "wait until it is done")
                ),
            ]),
        };
        return Page(record, "Doctor", new BuildException(finding), isLocal: false);
    }

    static RunPage Rehearse() =>
        Page(
            new RunRecord(new FakeTimeProvider(SampleRun.Start))
            {
                Actions =
                [
                    Action("Source", "Source", "Succeeded", 1.1),
                    Action("Build", "Synth", "Succeeded", 41),
                    Action("UpdatePipeline", "SelfMutate", "Succeeded", 12),
                    Action("Release", "Infra", "Failed", 30.4, "COMMAND_EXECUTION_ERROR: ./build.sh: exit status 1"),
                ],
            },
            "Rehearse",
            new BuildException(
                new Finding(
                    RehearsalCodes.RehearsalFailed,
                    "Release / Infra failed",
                    "fix it, then ./build.sh --target=Rehearse"
                )
            ),
            isLocal: true
        );

    static ActionRecord Action(string stage, string action, string status, double seconds, string? error = null) =>
        new(action, "1", stage, action, status, TimeSpan.FromSeconds(seconds), null, error)
        {
            LogFile = error is null ? null : "build/.reports/rehearsal/infra-1.log",
        };

    static RunPage Synth()
    {
        var clock = new FakeTimeProvider(SampleRun.Start);
        var record = new RunRecord(clock);
        var steps = record.Watch(new Progress<StepEvent>());
        foreach (var project in (string[])["infra", "pipeline"])
        {
            foreach (var name in (string[])["install", "projen", "type-check", "lint", "publish", "synth"])
            {
                var step = new Step(project, name) { After = name == "install" ? [] : [$"{project} install"] };
                steps.Report(new StepEvent.Started(step, [new Change.NeverSucceeded()]));
                clock.Advance(TimeSpan.FromSeconds(name.Length / 2.0));
                steps.Report(new StepEvent.Ended(step));
                if (project == "pipeline" || name != "synth")
                    steps.Report(new StepEvent.Succeeded(step, TimeSpan.FromSeconds(name.Length)));
            }
        }
        var finding = new Finding(
            ToolCodes.ToolFailed,
            "The synthesis of infra failed",
            ["src/storage-stack.ts:14:11: TypeError: Cannot read properties of undefined (reading 'bucket')"],
            "correct src/storage-stack.ts, line 14"
        );
        return Page(record, "Synth", new BuildException(finding), isLocal: true);
    }

    static RunPage Page(RunRecord record, string target, Exception? failure, bool isLocal) =>
        RunPages.Of(
            record,
            target,
            new($"./build.sh --target={target}{(isLocal ? " --local" : "")}", "maria", isLocal),
            failure,
            wasInterrupted: false,
            record.Began + TimeSpan.FromSeconds(42)
        );
}
