using Cake.Core;
using Cake.Frosting;

namespace Build.Tests.Cake.Frosting;

// Nested, so that the entry assembly's scan, which takes exported types, leaves them to the tests that register them.
static class FakeTasks
{
    [TaskDescription("Compiles")]
    public sealed class Compile(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Compile");
    }

    [TaskName("Run-Tests")]
    [IsDependentOn(typeof(Compile))]
    public sealed class RunTests(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            journal.Add("Run-Tests");
        }
    }

    [IsDependeeOf(typeof(Compile))]
    public sealed class Prepare(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Prepare");
    }

    [IsDependentOn(typeof(Skipped))]
    public sealed class AfterSkipped(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("AfterSkipped");
    }

    public sealed class Skipped(Journal journal) : FrostingTask, IFrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => false;

        public string SkippedMessage => "not today";

        public override void Run(ICakeContext context) => journal.Add("Skipped");
    }

    public sealed class Fails(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(5, "broken {0}");

        public override void Finally(ICakeContext context) => journal.Add("Finally");
    }

    public sealed class Handles(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, ICakeContext context) => journal.Add(exception.Message);
    }

    public sealed class PrintsArguments(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(argument => argument.Key))
                journal.Add($"{name}={string.Join(',', values)}");
        }
    }

    [ContinueOnError]
    public class Shrugs : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");
    }

    public sealed class ShrugsNoMore : Shrugs { }

    [IsDependentOn(typeof(Shrugs))]
    public sealed class AfterShrugs(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("AfterShrugs");
    }

    [IsDependentOn(typeof(string))]
    public sealed class WrongDependency : FrostingTask { }

    public sealed class Default(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add("Default");
    }

    public sealed class Lifetime(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            journal.Add($"Setup of {string.Join('+', info.TasksToExecute.Select(task => task.Name))}");

        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            journal.Add(info.Successful ? "Teardown" : $"Teardown after {info.ThrownException.Message}");
    }

    public sealed class BrokenSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => throw new CakeException(7, "no setup");
    }

    public sealed class TaskLifetime(Journal journal) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Add($"< {info.Task.Name}");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            journal.Add($"> {info.Task.Name}");
    }

    public sealed class OwnContext(ICakeContext context) : FrostingContext(context)
    {
        public string Word => "own";
    }

    public sealed class NeedsOwnContext(Journal journal) : FrostingTask<OwnContext>
    {
        public override void Run(OwnContext context) => journal.Add(context.Word);
    }
}
