using Cake.AWS.CloudFormation.Client;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>Whether a resource that a stack holds to be there is there.</summary>
abstract record Presence
{
    Presence() { }

    /// <summary>It is, or nobody knows how to tell.</summary>
    public sealed record Present : Presence;

    /// <summary>Somebody has deleted it without the stack.</summary>
    public sealed record Missing : Presence;

    /// <summary>It could not be looked at.</summary>
    public sealed record Unknown(string Why) : Presence;
}

/// <summary>A resource of a stack with what became of it.</summary>
sealed record FoundResource(StackResource Resource, Presence Presence);
