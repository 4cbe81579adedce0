using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task on the standard context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext> { }

/// <summary>An asynchronous task on the context <typeparamref name="T"/>.</summary>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>Whether the task runs; a target itself that should not run fails the build.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles an exception of the task; when overridden, the build goes on unless this throws.</summary>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task, whether or not it failed.</summary>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
