using System.Collections.Immutable;
using Deployment.Assemblies;
using Iam;

namespace Diagnosis.Requirements;

/// <summary>A role that has to be there and to trust whoever assumes it.</summary>
/// <param name="Arn">Without placeholders.</param>
/// <param name="Environment">The environment that it works in.</param>
/// <param name="AssumedBy">Who assumes it; of execution roles CloudFormation.</param>
public sealed record RequiredRole(string Arn, RolePurpose Purpose, TargetEnvironment Environment, Actor AssumedBy)
{
    public string? ExternalId { get; init; }

    /// <summary>How long the session is to last; null: one hour.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? SourceIdentity { get; init; }

    /// <summary>What needs it: stacks by their display names, lookups by their context keys, a chain by its name.</summary>
    public IReadOnlyList<string> NeededBy { get; init; } = [];

    public string Account => Arns.AccountOf(Arn);

    /// <summary>Why it is needed, as the end of a sentence: "stack Greeting is deployed with it".</summary>
    public string Reason =>
        Purpose switch
        {
            RolePurpose.ChainLink => $"the settings' way to {Reasons.List(NeededBy)} leads through it",
            RolePurpose.Lookup or RolePurpose.ReadOnly => $"synthesis looks up {Reasons.List(NeededBy)} with it",
            RolePurpose.Deploy => $"{Reasons.StacksAre(NeededBy)} deployed with it",
            RolePurpose.FilePublishing => $"the files of {Reasons.Stacks(NeededBy)} are published with it",
            RolePurpose.ImagePublishing => $"the container images of {Reasons.Stacks(NeededBy)} are published with it",
            _ => $"the resources of {Reasons.Stacks(NeededBy)} are changed with it",
        };

    /// <summary>What whoever assumes it has to be allowed, by its own policies and by the role's trust policy.</summary>
    public IEnumerable<RequiredPermission> Assumption
    {
        get
        {
            var context = ExternalId is null
                ? RequestContext.Empty
                : RequestContext.Empty.With("sts:ExternalId", ExternalId);
            yield return Allowing("sts:AssumeRole", context);
            if (Tags.Count > 0)
                yield return Allowing(
                    "sts:TagSession",
                    Tags.Aggregate(context, (all, tag) => all.With($"aws:RequestTag/{tag.Key}", tag.Value))
                        .With("aws:TagKeys", [.. Tags.Keys])
                );
            if (SourceIdentity is { } identity)
                yield return Allowing("sts:SetSourceIdentity", context.With("sts:SourceIdentity", identity));
        }
    }

    RequiredPermission Allowing(string action, RequestContext context) =>
        new(AssumedBy, action, Arn, Reason)
        {
            Context = BootstrapRoles.TagOf(Arn) is { } tag
                ? context
                    .With($"iam:ResourceTag/{BootstrapRoles.TagKey}", tag)
                    .With($"aws:ResourceTag/{BootstrapRoles.TagKey}", tag)
                : context,
        };
}
