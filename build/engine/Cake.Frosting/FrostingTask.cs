using Cake.Core;

namespace Cake.Frosting;

/// <summary>A synchronous task on the standard context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext> { }

/// <summary>A synchronous task on the context <typeparamref name="T"/>.</summary>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    public virtual void Run(T context) { }

    /// <summary>Whether the task runs; a target itself that should not run fails the build.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles an exception of the task; when overridden, the build goes on unless this throws.</summary>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task, whether or not it failed.</summary>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
