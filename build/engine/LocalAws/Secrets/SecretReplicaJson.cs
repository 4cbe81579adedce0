using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>Copies of secrets on the wire.</summary>
static class SecretReplicaJson
{
    /// <summary>The regions that a request asks for.</summary>
    public static ReplicaRequest Read(JsonElement body) =>
        new(
            [
                .. body.Objects("AddReplicaRegions")
                    .Select(replica => new SecretReplica(replica.RequiredText("Region"))
                    {
                        KeyId = replica.Text("KmsKeyId"),
                    }),
            ],
            body.Boolean("ForceOverwriteReplicaSecret") ?? false
        );

    /// <summary>The answer to a change of the regions.</summary>
    public static JsonObject Answer(Secret secret)
    {
        var answer = new JsonObject { ["ARN"] = secret.Arn };
        Write(answer, secret);
        answer["ReplicationStatus"] ??= new JsonArray();
        return answer;
    }

    /// <summary>Adds the status of each copy, where there is one.</summary>
    public static void Write(JsonObject answer, Secret secret)
    {
        if (secret.Replicas.Count == 0)
            return;
        answer["ReplicationStatus"] = JsonService.Array(
            secret.Replicas.Select(replica => new JsonObject
            {
                ["Region"] = replica.Region,
                ["KmsKeyId"] = replica.KeyId ?? Secret.ServiceKey,
                ["Status"] = replica.Status,
                ["StatusMessage"] = replica.Message ?? "Replication succeeded",
            })
        );
    }
}
