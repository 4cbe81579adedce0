using Cake.Core;

namespace Cake.Frosting;

/// <summary>Teardown of each task on the standard context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext> { }

/// <summary>Teardown of each task on the context <typeparamref name="TContext"/>.</summary>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown((TContext)context, info);
}
