using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>
/// What has to wait though it depends on nothing: a resource that uses a role of its stack waits for the policies that the
/// stack puts on the role. On AWS the services ask again until the role may do what they need; here the order in which
/// independent resources finish decides nothing.
/// </summary>
static class PolicyOrder
{
    /// <summary>What each resource comes after, by logical id: what it depends on, and the policies of the roles that it uses.</summary>
    public static Dictionary<string, HashSet<string>> Of(
        Template template,
        IReadOnlyDictionary<string, ResourceDeclaration> declarations
    )
    {
        var before = declarations.ToDictionary(
            entry => entry.Key,
            entry => ResourceOrder.DependenciesOf(template, entry.Value).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var policy in declarations.Values.Where(resource => PropertyOf(resource) is not null))
        {
            var roles = TemplateReferences
                .Of(policy.Properties[PropertyOf(policy)!])
                .Select(reference => reference.Name)
                .Where(name => declarations.GetValueOrDefault(name)?.Type == "AWS::IAM::Role")
                .ToHashSet(StringComparer.Ordinal);
            foreach (var (user, dependencies) in before)
                if (
                    user != policy.LogicalId
                    && !declarations[user].Type.StartsWith("AWS::IAM::", StringComparison.Ordinal)
                    && dependencies.Overlaps(roles)
                    && !Reaches(before, policy.LogicalId, user)
                )
                    dependencies.Add(policy.LogicalId);
        }
        return before;
    }

    /// <summary>The property that names the roles which a policy is put on; null of other resources.</summary>
    static string? PropertyOf(ResourceDeclaration resource) =>
        resource.Type switch
        {
            "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" => "Roles",
            "AWS::IAM::RolePolicy" => "RoleName",
            _ => null,
        };

    static bool Reaches(Dictionary<string, HashSet<string>> before, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var name))
        {
            if (name == to)
                return true;
            if (seen.Add(name) && before.TryGetValue(name, out var next))
                foreach (var other in next)
                    open.Push(other);
        }
        return false;
    }
}
