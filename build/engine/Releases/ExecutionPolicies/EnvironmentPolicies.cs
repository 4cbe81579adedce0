using Cake.Core.Diagnostics;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.ManagedPolicies;
using Deployment.Credentials;
using Deployment.NextActions;
using Diagnosis.ExecutionPolicies;
using Settings;
using Settings.Roles;
using Steps;

namespace Releases.ExecutionPolicies;

/// <summary>Makes and keeps the policies of an environment's execution role, where the settings ask for the least privilege.</summary>
/// <param name="assembled">What is to be deployed.</param>
sealed class EnvironmentPolicies(ReleaseContext context, AssembledStacks assembled)
{
    /// <summary>What was kept, and what it was made of.</summary>
    public sealed record Outcome(WantedPolicies Wanted, KeptPolicies Kept);

    /// <param name="session">A session in the environment's account.</param>
    /// <param name="onlyMissing">Leave policies alone that there are.</param>
    /// <exception cref="Deployment.BuildException">They do not fit into IAM's limits, or AWS refused.</exception>
    public async Task<Outcome> KeepAsync(Session session, EnvironmentSettings environment, bool onlyMissing)
    {
        var target = new TargetEnvironment(environment.Account, environment.Region);
        var name = LeastPrivilege.PoliciesOf(context.Settings, environment);
        using var keeper = new PolicyKeeper(session, context.Aws.Endpoint, target);
        var present = await keeper.ReadAsync(name, context.Cancellation);
        var documents =
            onlyMissing && present.Count > 0 ? present : await DocumentsAsync(session, environment, target, present);
        var wanted = new WantedPolicies(name, documents);
        var kept = await keeper.KeepAsync(wanted, context.Cancellation);
        PolicyRecord.Write(context, environment, documents);
        return new(wanted, kept);
    }

    /// <summary>Deletes the policies that the role does not have any more.</summary>
    public async Task DropAsync(Session session, EnvironmentSettings environment, WantedPolicies wanted)
    {
        var target = new TargetEnvironment(environment.Account, environment.Region);
        using var keeper = new PolicyKeeper(session, context.Aws.Endpoint, target);
        await keeper.DropAsync(wanted, context.Cancellation);
    }

    async Task<IReadOnlyList<string>> DocumentsAsync(
        Session session,
        EnvironmentSettings environment,
        TargetEnvironment target,
        IReadOnlyList<string> present
    )
    {
        var role = LeastPrivilege.RoleOf(context.Settings, environment);
        var deployed = await new DeployedTemplates(session, context.Aws.Endpoint, context.Time).OfAsync(
            target,
            role,
            context.Cancellation
        );
        // What an assembly needs that nobody has read stays allowed.
        var isWhole = assembled.Unread.Count == 0 && context.App is null;
        var policy = await ExecutionPolicy.OfAsync(
            target,
            role,
            assembled.Stacks,
            deployed,
            isWhole ? [] : [.. present.SelectMany(DocumentNeeds.Of)],
            context.Settings.Qualifier,
            context.Cancellation
        );
        Warn(environment, policy);
        return [.. policy.Documents.Select(document => document.ToCompactText())];
    }

    void Warn(EnvironmentSettings environment, ExecutionPolicy policy)
    {
        if (assembled.Unread.Count > 0)
            context.Log.Warning(
                "{0}: CloudFormation is not allowed what {1} needs, whose Cloud Assembly there is not yet  ({2}, then {3})",
                environment.Name,
                string.Join(" and ", assembled.Unread.Select(project => project.Name)),
                new BuildCommand("Synth").In(context.Aws.Endpoint),
                new BuildCommand("Bootstrap", $"--environment={environment.Name}").In(context.Aws.Endpoint)
            );
        if (policy.Exactness != PolicyExactness.Names)
            context.Log.Warning("{0}: {1}", environment.Name, ExecutionPolicyText.Of(policy.Exactness));
        foreach (var unknown in policy.Unknown)
            context.Log.Warning("{0}: {1}", environment.Name, ExecutionPolicyText.Of(unknown));
    }
}
