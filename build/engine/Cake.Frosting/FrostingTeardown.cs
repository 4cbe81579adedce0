using Cake.Core;

namespace Cake.Frosting;

/// <summary>Teardown of a run on the standard context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext> { }

/// <summary>Teardown of a run on the context <typeparamref name="TContext"/>.</summary>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
