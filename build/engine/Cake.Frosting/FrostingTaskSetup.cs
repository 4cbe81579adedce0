using Cake.Core;

namespace Cake.Frosting;

/// <summary>Setup of each task on the standard context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext> { }

/// <summary>Setup of each task on the context <typeparamref name="TContext"/>.</summary>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);
}
