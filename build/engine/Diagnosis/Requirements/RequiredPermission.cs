using Iam;

namespace Diagnosis.Requirements;

/// <summary>Something that an actor has to be allowed, and why.</summary>
/// <param name="Action">Like s3:PutObject.</param>
/// <param name="Resource">
/// An ARN, or "*" for actions that have no resource. Parts that only AWS will know, as a stack's id, are made up.
/// </param>
/// <param name="Reason">As the end of a sentence: "stack Greeting is deployed with it".</param>
public sealed record RequiredPermission(Actor Actor, string Action, string Resource, string Reason)
{
    /// <summary>The account that owns the resource, where its ARN does not say.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>Condition keys of the request, as sts:ExternalId or iam:PassedToService.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    /// <summary>The service that asks in the actor's name, as cloudformation.amazonaws.com; null where the actor asks itself.</summary>
    public string? Via { get; init; }

    /// <summary>The pattern to write into a policy: a resource whose name AWS makes up has a wildcard in its place.</summary>
    public string ResourcePattern { get; init; } = Resource;

    /// <summary>The question to put to the policy evaluator.</summary>
    public AccessRequest ToRequest(Principal caller)
    {
        var request = new AccessRequest(caller, Action, Resource) { Context = Context };
        return ResourceAccount is { } account ? request with { ResourceAccount = account } : request;
    }
}
