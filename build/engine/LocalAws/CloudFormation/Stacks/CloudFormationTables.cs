using System.Text.Json.Serialization;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Drifts;
using LocalAws.CloudFormation.Signals;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>CloudFormation's records of an account and region.</summary>
static class CloudFormationTables
{
    /// <summary>Stacks by name/uuid.</summary>
    public static readonly TableDefinition<Stack> Stacks = new("cfn.stacks", CloudFormationJson.Default.Stack);

    /// <summary>Resources by uuid/logical id.</summary>
    public static readonly TableDefinition<StackResource> Resources = new(
        "cfn.resources",
        CloudFormationJson.Default.StackResource
    );

    /// <summary>Events by uuid/number.</summary>
    public static readonly TableDefinition<StackEvent> Events = new(
        "cfn.events",
        CloudFormationJson.Default.StackEvent
    );

    /// <summary>Change sets by stack uuid/change set uuid.</summary>
    public static readonly TableDefinition<ChangeSet> ChangeSets = new(
        "cfn.change-sets",
        CloudFormationJson.Default.ChangeSet
    );

    /// <summary>Exports by name.</summary>
    public static readonly TableDefinition<Export> Exports = new("cfn.exports", CloudFormationJson.Default.Export);

    /// <summary>Imports by export name/stack uuid.</summary>
    public static readonly TableDefinition<Import> Imports = new("cfn.imports", CloudFormationJson.Default.Import);

    /// <summary>What the last look for drift found, by stack uuid.</summary>
    public static readonly TableDefinition<StackDrift> Drifts = new(
        "cfn.drifts",
        CloudFormationJson.Default.StackDrift
    );

    /// <summary>Signals by stack uuid/logical id/unique id.</summary>
    public static readonly TableDefinition<Signal> Signals = new("cfn.signals", CloudFormationJson.Default.Signal);

    /// <summary>Template texts by hash, one table for the whole world: a thousand bootstrap stacks share one.</summary>
    public static readonly TableDefinition<TemplateBody> Templates = new(
        "cfn.templates",
        CloudFormationJson.Default.TemplateBody
    );

    /// <summary>Operations that run, by stack id, for the whole world: what a killed process left unfinished.</summary>
    public static readonly TableDefinition<RunningOperation> Running = new(
        "cfn.running",
        CloudFormationJson.Default.RunningOperation
    );
}

/// <summary>A template's text.</summary>
sealed record TemplateBody(string Text);

/// <summary>A value that other stacks of the account and region may import.</summary>
sealed record Export(string Name, string Value, string StackId);

/// <summary>A stack that imports a value.</summary>
sealed record Import(string ExportName, string StackId, string StackName);

/// <summary>A stack with an operation under way, or the key of its change set that is being filled.</summary>
sealed record RunningOperation(string StackId, string? ChangeSet = null);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Stack))]
[JsonSerializable(typeof(StackResource))]
[JsonSerializable(typeof(StackEvent))]
[JsonSerializable(typeof(ChangeSet))]
[JsonSerializable(typeof(Export))]
[JsonSerializable(typeof(Import))]
[JsonSerializable(typeof(StackDrift))]
[JsonSerializable(typeof(Signal))]
[JsonSerializable(typeof(TemplateBody))]
[JsonSerializable(typeof(RunningOperation))]
sealed partial class CloudFormationJson : JsonSerializerContext;
