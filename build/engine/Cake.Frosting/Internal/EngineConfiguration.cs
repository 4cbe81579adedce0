using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Registers tasks and lifetimes with the engine.</summary>
sealed class EngineConfiguration(
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null
)
{
    public void Apply()
    {
        foreach (var task in tasks)
            Register(task, new TaskMetadata(task.GetType()));

        if (setup is not null)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (teardown is not null)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (taskSetup is not null)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (taskTeardown is not null)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }

    void Register(IFrostingTask task, TaskMetadata metadata)
    {
        if (!metadata.ContextType.IsInstanceOfType(context))
        {
            log.Warning(
                "Task {0} cannot be used since the context isn't convertible to {1}.",
                metadata.Name,
                metadata.ContextType.FullName
            );
            return;
        }

        var builder = engine.RegisterTask(metadata.Name);
        if (metadata.Description.Length > 0)
            builder.Description(metadata.Description);
        if (metadata.OverridesRun)
            builder.Does(task.RunAsync);
        if (metadata.OverridesShouldRun)
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (metadata.ContinueOnError)
            builder.ContinueOnError();
        if (metadata.OverridesOnError)
            builder.OnError(exception => task.OnError(exception, context));
        if (metadata.OverridesFinally)
            builder.Finally(() => task.Finally(context));
        foreach (var dependency in metadata.Dependencies)
            builder.IsDependentOn(NameOf(dependency, "dependency"));
        foreach (var dependee in metadata.Dependees)
            builder.IsDependeeOf(NameOf(dependee, "reverse dependency"));
    }

    static string NameOf(Type task, string kind) =>
        typeof(IFrostingTask).IsAssignableFrom(task)
            ? TaskMetadata.NameOf(task)
            : throw new FrostingException($"The {kind} '{TaskMetadata.NameOf(task)}' is not a valid task.");
}
