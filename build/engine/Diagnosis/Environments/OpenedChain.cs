using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Roles;

namespace Diagnosis.Environments;

/// <summary>How far a chain of the settings leads.</summary>
/// <param name="Links">The links that were assumed, and the one that was not.</param>
/// <param name="End">Null where a link was refused.</param>
sealed record OpenedChain(DiagnosedChain Chain, IReadOnlyList<OpenedLink> Links, SessionNode? End)
{
    public static async Task<OpenedChain> OpenAsync(
        DiagnosedChain chain,
        SessionNode root,
        SessionTree tree,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var links = new List<OpenedLink>();
        var node = root;
        foreach (var (index, link) in chain.Chain.Links.Index())
        {
            var account = CallerIdentity.FromArn(link.RoleArn).Account;
            var target = environment with { Account = account };
            var assumption = new Assumption(
                $"link {index + 1} of the {chain.Purpose} chain",
                ReferenceTo(link),
                target,
                node.Session.Identity,
                node.IsRole
            )
            {
                SettingsPath = $"{chain.Path}[{index}]",
            };
            try
            {
                node = await tree.AssumeAsync(node, assumption.Request, target, cancellationToken);
                links.Add(new(assumption, null));
            }
            catch (BuildException refusal)
            {
                links.Add(new(assumption, refusal));
                return new(chain, links, null);
            }
        }
        return new(chain, links, node);
    }

    static RoleReference ReferenceTo(RoleLink link) =>
        new(
            link.RoleArn,
            link.ExternalId,
            new RoleSessionOptions
            {
                RoleSessionName = link.SessionName,
                Duration = link.Duration,
                Tags = link.Tags ?? new Dictionary<string, string>(),
            }
        );
}

/// <param name="Refusal">Null where it was assumed.</param>
sealed record OpenedLink(Assumption Assumption, BuildException? Refusal);
