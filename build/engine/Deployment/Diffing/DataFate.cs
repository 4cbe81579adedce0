using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Diffing;

/// <summary>What becomes of the data in a resource that is replaced or removed.</summary>
public enum DataFate
{
    /// <summary>It holds none, or it stays.</summary>
    Untouched,

    /// <summary>The resource stays, outside the stack.</summary>
    Retained,

    /// <summary>A snapshot is taken of it.</summary>
    Snapshot,

    /// <summary>The resource may be replaced, or its service refuses to delete it while it holds anything.</summary>
    MayBeLost,
    Lost,
}

/// <summary>Decides it, by the type and the policies of the resource.</summary>
/// <remarks>CloudFormation User Guide, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute".</remarks>
static class DataFates
{
    const string Replacing = "ReplaceAnd";

    /// <param name="before">What was deployed: its DeletionPolicy counts where it is removed.</param>
    /// <param name="after">What is to be: its UpdateReplacePolicy counts where it is replaced.</param>
    /// <param name="change">What a change set says of it; null where there is none.</param>
    public static DataFate Of(
        string type,
        ResourceChangeKind kind,
        JsonObject? before,
        JsonObject? after,
        ResourceChange? change
    ) =>
        !StatefulTypes.Contains(type)
            ? DataFate.Untouched
            : kind switch
            {
                ResourceChangeKind.Removed => Of(
                    type,
                    change?.PolicyAction
                        ?? before?["DeletionPolicy"]?.ToString()
                        ?? StatefulTypes.DeletionPolicyOf(type, before?["Properties"] as JsonObject)
                ),
                ResourceChangeKind.Replaced => Of(type, ReplacePolicy(after, change)),
                ResourceChangeKind.MayBeReplaced when Of(type, ReplacePolicy(after, change)) is var fate => fate
                is DataFate.Lost
                    ? DataFate.MayBeLost
                    : fate,
                _ => DataFate.Untouched,
            };

    static DataFate Of(string type, string policy) =>
        policy switch
        {
            "Retain" or "RetainExceptOnCreate" => DataFate.Retained,
            "Snapshot" when StatefulTypes.HasSnapshots(type) => DataFate.Snapshot,
            _ when StatefulTypes.IsGuarded(type) => DataFate.MayBeLost,
            _ => DataFate.Lost,
        };

    static string ReplacePolicy(JsonObject? after, ResourceChange? change) =>
        change?.PolicyAction is { } action && action.StartsWith(Replacing, StringComparison.Ordinal)
            ? action[Replacing.Length..]
            : after?["UpdateReplacePolicy"]?.ToString() ?? "Delete";
}
