using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>The parameters to send: given ones, then what the stack has, then the template's defaults, which are not sent.</summary>
static class StackParameters
{
    /// <summary>What CloudFormation reads back for a value that is not to be shown.</summary>
    public const string Hidden = "****";

    /// <summary>Said of a stack that nothing is done for.</summary>
    public const string NoResources = "it has no resources: there is nothing to deploy";

    public static IReadOnlyList<StackParameter> For(
        StackSpecification wanted,
        StackDescription? found,
        StackOptions options
    )
    {
        var previous = Kept(found, options);
        var declared = wanted.Template.Parameters;
        var missing = declared
            .Where(p => !p.HasDefault && !wanted.Parameters.ContainsKey(p.Name) && !previous.ContainsKey(p.Name))
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
                .Where(p => !wanted.Parameters.ContainsKey(p.Name) && previous.ContainsKey(p.Name))
                .Select(p => StackParameter.Previous(p.Name)),
        ];
    }

    /// <summary>What the stack's parameters will be, as far as that is known; a stored one that keeps its name keeps what it was resolved to.</summary>
    public static IReadOnlyList<StackParameter> Expected(
        StackSpecification wanted,
        StackDescription? found,
        StackOptions options
    )
    {
        var current = found?.Parameters.ToDictionary(p => p.Key, StringComparer.Ordinal) ?? [];
        return [.. wanted.Template.Parameters.Select(Of).OfType<StackParameter>()];

        StackParameter? Of(DeclaredParameter declared)
        {
            var before = current.GetValueOrDefault(declared.Name);
            if (wanted.Parameters.TryGetValue(declared.Name, out var given))
                return With(declared, before, given);
            if (before is not null && options.KeepParameters)
                return before;
            return declared.Default is { } value ? With(declared, before, value) : null;
        }
    }

    /// <summary>Which parameters keep a value that is not the template's default, and how they would take that over.</summary>
    public static IReadOnlyList<string> Notes(StackSpecification wanted, StackDescription? found, StackOptions options)
    {
        var kept = Kept(found, options);
        return
        [
            .. wanted
                .Template.Parameters.Where(p =>
                    p is { NoEcho: false, Default: not null }
                    && !wanted.Parameters.ContainsKey(p.Name)
                    && kept.TryGetValue(p.Name, out var value)
                    && value != Hidden
                    && !ReadBackText.MayBe(p.Default, value)
                )
                .Select(p =>
                    $"parameter {p.Name} keeps '{kept[p.Name]}', and the template's default is '{p.Default}': "
                    + $"--parameters={Shell($"{wanted.Stack.StackName}:{p.Name}={p.Default}")} uses it, "
                    + "--no-previous-parameters takes all defaults over"
                ),
        ];
    }

    static Dictionary<string, string?> Kept(StackDescription? found, StackOptions options) =>
        options.KeepParameters
            ? found?.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal) ?? []
            : [];

    static StackParameter With(DeclaredParameter declared, StackParameter? before, string value) =>
        declared.NoEcho ? new StackParameter(declared.Name, Hidden)
        : before?.Value == value ? before
        : new StackParameter(declared.Name, value);

    static string Shell(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:/=@%+".Contains(c))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
