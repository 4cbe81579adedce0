using Diagnosis.Clients;

namespace Diagnosis.Permissions;

/// <summary>What a question to IAM's simulator came to.</summary>
abstract record Simulation
{
    Simulation() { }

    public sealed record Answered(SimulatedAction Action) : Simulation;

    /// <summary>It was refused or failed; nothing is known of what the organization's policies say.</summary>
    public sealed record Failed(string Why) : Simulation;
}
