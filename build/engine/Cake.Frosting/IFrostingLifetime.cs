using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task; when it throws, no task runs, but the teardown does.</summary>
public interface IFrostingSetup
{
    void Setup(ICakeContext context, ISetupContext info);
}

/// <summary>Runs after the last task, also when a task or the setup failed.</summary>
public interface IFrostingTeardown
{
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary>Setup and teardown of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown { }
