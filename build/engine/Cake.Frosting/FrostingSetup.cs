using Cake.Core;

namespace Cake.Frosting;

/// <summary>Setup of a run on the standard context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext> { }

/// <summary>Setup of a run on the context <typeparamref name="TContext"/>.</summary>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);
}
