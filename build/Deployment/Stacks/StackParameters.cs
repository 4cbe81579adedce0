using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>The parameters to send: given ones, then what the stack has, then the template's defaults, which are not sent.</summary>
static class StackParameters
{
    public static IReadOnlyList<StackParameter> For(StackSpecification wanted, StackDescription? found)
    {
        var previous = found?.Parameters.Select(p => p.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var declared = wanted.Template.Parameters;
        var missing = declared
            .Where(p => !p.HasDefault && !wanted.Parameters.ContainsKey(p.Name) && !previous.Contains(p.Name))
            .Select(p => p.Name)
            .ToList();
        if (missing.Count > 0)
            throw StackFindings.MissingParameters(wanted.Stack, missing);
        return
        [
            .. declared
                .Where(p => wanted.Parameters.ContainsKey(p.Name))
                .Select(p => new StackParameter(p.Name, wanted.Parameters[p.Name])),
            .. declared
                .Where(p => !wanted.Parameters.ContainsKey(p.Name) && previous.Contains(p.Name))
                .Select(p => StackParameter.Previous(p.Name)),
        ];
    }
}
