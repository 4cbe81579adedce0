using System.Runtime.ExceptionServices;
using Cake.Core;
using Cake.Core.Diagnostics;
using Deployment;

namespace Releases.Hosting;

/// <summary>The edge of every task, setup and teardown: a failure of the world that nobody has worded yet becomes its findings; a bug stays one.</summary>
public sealed class GuardedExecution(ICakeLog log, ICakeReportPrinter printer) : IExecutionStrategy
{
    readonly DefaultExecutionStrategy inner = new(log, printer);

    public void PerformSetup(Action<ISetupContext> action, ISetupContext context) =>
        Guard(() => inner.PerformSetup(action, context));

    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext) =>
        Guard(() => inner.PerformTeardown(action, teardownContext));

    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext) =>
        Guard(() => inner.PerformTaskSetup(action, taskSetupContext));

    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext) =>
        Guard(() => inner.PerformTaskTeardown(action, taskTeardownContext));

    public async Task ExecuteAsync(CakeTask task, ICakeContext context)
    {
        try
        {
            await inner.ExecuteAsync(task, context);
        }
        catch (Exception exception) when (IsOfTheWorld(exception))
        {
            Throw(exception);
        }
    }

    public void Skip(CakeTask task, CakeTaskCriteria criteria) => inner.Skip(task, criteria);

    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) =>
        inner.ReportErrorsAsync(action, exception);

    public Task HandleErrorsAsync(
        Func<Exception, ICakeContext, Task> action,
        Exception exception,
        ICakeContext context
    ) => inner.HandleErrorsAsync(action, exception, context);

    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) =>
        inner.InvokeFinallyAsync(action, context);

    static bool IsOfTheWorld(Exception exception) =>
        exception is not BuildException && WorldFaults.Findings(exception) is not null;

    void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsOfTheWorld(exception))
        {
            Throw(exception);
        }
    }

    void Throw(Exception exception)
    {
        log.Debug("{0}", exception);
        ExceptionDispatchInfo.Throw(new BuildException(WorldFaults.Findings(exception)!, innerException: exception));
    }
}
