using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.Templates;

/// <summary>A template whose structure and references have been checked.</summary>
public sealed record Template
{
    public string? Description { get; init; }
    public JsonNode? Metadata { get; init; }
    public required IReadOnlyDictionary<string, ParameterDeclaration> Parameters { get; init; }
    public required IReadOnlyDictionary<string, JsonObject> Mappings { get; init; }
    public required IReadOnlyDictionary<string, JsonNode?> Conditions { get; init; }
    public required IReadOnlyDictionary<string, RuleDeclaration> Rules { get; init; }
    public required IReadOnlyDictionary<string, ResourceDeclaration> Resources { get; init; }
    public required IReadOnlyDictionary<string, OutputDeclaration> Outputs { get; init; }

    /// <summary>
    /// Whether transforms have still to be processed, with the values of parameters: until then the template has no resources
    /// and outputs.
    /// </summary>
    public bool IsUnprocessed { get; init; }

    /// <summary>The types of resources as they are written, before transforms.</summary>
    public IReadOnlyList<string> DeclaredTypes { get; init; } = [];

    /// <summary>Macros named by the top-level Transform section.</summary>
    public required IReadOnlyList<string> Transforms { get; init; }

    /// <summary>What <see cref="ResourceOrder"/> has found out so far, by logical id.</summary>
    internal ConcurrentDictionary<string, IReadOnlySet<string>> Dependencies { get; } = new(StringComparer.Ordinal);
}

/// <summary>A member of the Parameters section.</summary>
public sealed record ParameterDeclaration(string Name, string Type)
{
    public string? Default { get; init; }
    public string? Description { get; init; }
    public bool NoEcho { get; init; }
    public IReadOnlyList<string>? AllowedValues { get; init; }
    public string? AllowedPattern { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public decimal? MinValue { get; init; }
    public decimal? MaxValue { get; init; }
    public string? ConstraintDescription { get; init; }
}

/// <summary>A member of the Rules section: assertions on parameters that hold when its condition does.</summary>
public sealed record RuleDeclaration(string Name, JsonNode? Condition, IReadOnlyList<RuleAssertion> Assertions);

public sealed record RuleAssertion(JsonNode? Assert, string? Description);

/// <summary>A member of the Resources section.</summary>
public sealed record ResourceDeclaration(string LogicalId, string Type)
{
    public JsonObject Properties { get; init; } = [];
    public string? Condition { get; init; }
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    public string? DeletionPolicy { get; init; }
    public string? UpdateReplacePolicy { get; init; }
    public JsonNode? Metadata { get; init; }
    public JsonNode? CreationPolicy { get; init; }
    public JsonNode? UpdatePolicy { get; init; }
}

/// <summary>A member of the Outputs section.</summary>
public sealed record OutputDeclaration(string Name, JsonNode? Value)
{
    public string? Description { get; init; }
    public string? Condition { get; init; }
    public JsonNode? ExportName { get; init; }
}
