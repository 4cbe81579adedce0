using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work, found in the registered assemblies when it is public and not abstract.</summary>
public interface IFrostingTask
{
    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    /// <summary>What the report says of the task when <see cref="ShouldRun"/> is false.</summary>
    string SkippedMessage => string.Empty;

    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}
