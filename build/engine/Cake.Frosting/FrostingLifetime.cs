using Cake.Core;

namespace Cake.Frosting;

/// <summary>Setup and teardown of a run on the standard context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext> { }

/// <summary>Setup and teardown of a run on the context <typeparamref name="TContext"/>.</summary>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
