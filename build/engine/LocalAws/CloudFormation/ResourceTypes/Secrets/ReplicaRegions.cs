using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Secrets;

namespace LocalAws.CloudFormation.ResourceTypes.Secrets;

/// <summary>
/// The property ReplicaRegions of a secret. A region whose copy fails fails no stack, as on AWS
/// (cloudformation-coverage-roadmap 1459).
/// </summary>
static class ReplicaRegions
{
    /// <summary>The regions that a template asks for.</summary>
    public static ReplicaRequest Of(JsonObject properties) =>
        properties["ReplicaRegions"] is JsonArray regions
            ? new(
                [
                    .. regions
                        .OfType<JsonObject>()
                        .Select(region => new SecretReplica(region.Text("Region") ?? "")
                        {
                            KeyId = region.Text("KmsKeyId"),
                        }),
                ],
                Overwrites: false
            )
            : ReplicaRequest.None;

    /// <summary>Adds the regions that are new or have another key, and removes those that are gone.</summary>
    public static void Update(ResourceRequest request)
    {
        var old = Of(request.Existing!.Properties).Regions;
        var wanted = Of(request.Properties).Regions;
        var added = wanted.Where(replica => !old.Contains(replica)).ToList();
        Remove(request, [.. old.Where(replica => !wanted.Contains(replica)).Select(replica => replica.Region)]);
        if (added.Count > 0)
        {
            request.Services.Secrets.Replication.Replicate(
                request.Caller,
                request.Region,
                request.PhysicalId,
                new(added, Overwrites: false)
            );
        }
    }

    /// <summary>Removes all copies, without which the secret cannot be deleted.</summary>
    public static void Remove(ResourceRequest request) =>
        Remove(
            request,
            [.. Of(request.Existing?.Properties ?? request.Properties).Regions.Select(replica => replica.Region)]
        );

    static void Remove(ResourceRequest request, IReadOnlyList<string> regions)
    {
        if (regions.Count > 0)
            request.Services.Secrets.Replication.Remove(request.Caller, request.Region, request.PhysicalId, regions);
    }
}
