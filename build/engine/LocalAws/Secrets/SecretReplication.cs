using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>
/// Copies of secrets in other regions (Secrets Manager User Guide, "Replicate AWS Secrets Manager secrets across Regions"). A
/// copy has the value, tags and policy of the primary secret and may have a key of its own; only that can be changed in it.
/// What keeps a copy from being made is its status, not an error.
/// </summary>
public sealed class SecretReplication
{
    const string Parameter = "InvalidParameterException";
    readonly SecretAccess _access;

    internal SecretReplication(SecretAccess access) => _access = access;

    /// <summary>Copies a secret to more regions.</summary>
    public Secret Replicate(Caller caller, string region, string selector, ReplicaRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(region, request);
        var secret = _access.Demand(caller, region, Action, selector, context: Context(request));
        DemandPrimary(secret);
        if (secret.DeletionDate is not null)
            throw SecretAccess.IsBeingDeleted();
        _access.DemandKey(caller, secret.Region, secret.Account, secret.KeyId, "kms:Decrypt");
        return Add(caller, secret, request);
    }

    /// <summary>Removes copies.</summary>
    public Secret Remove(Caller caller, string region, string selector, IReadOnlyList<string> regions)
    {
        ArgumentNullException.ThrowIfNull(regions);
        var secret = _access.Demand(caller, region, "secretsmanager:RemoveRegionsFromReplication", selector);
        DemandPrimary(secret);
        foreach (var replica in secret.Replicas.Where(replica => regions.Contains(replica.Region)))
        {
            if (Copy(secret, replica) is not null)
                _access.Secrets(secret.Account, replica.Region).Remove(secret.Name);
        }
        return Set(secret, [.. secret.Replicas.Where(replica => !regions.Contains(replica.Region))]);
    }

    /// <summary>Makes a copy a secret of its own.</summary>
    public Secret Promote(Caller caller, string region, string selector)
    {
        var copy = _access.Demand(caller, region, "secretsmanager:StopReplicationToReplica", selector);
        if (!copy.IsReplica)
            throw new AwsException(Parameter, "Operation not permitted on a primary secret.");
        if (_access.Secrets(copy.Account, copy.PrimaryRegion!).Find(copy.Name) is { } primary)
            Set(primary, [.. primary.Replicas.Where(replica => replica.Region != copy.Region)]);
        return _access
            .Secrets(copy.Account, copy.Region)
            .Update(copy.Name, found => (found ?? copy) with { PrimaryRegion = null })!;
    }

    /// <summary>Asks for the right to copy a secret that is about to be made (Secrets Manager API Reference, CreateSecret).</summary>
    internal void DemandForNew(Caller caller, string region, string arn, ReplicaRequest request)
    {
        if (request.Regions.Count == 0)
            return;
        Check(region, request);
        _access.DemandOfAccount(caller, region, Action, arn, TagChange.None, Context(request));
    }

    /// <summary>What IAM is told of the regions that are asked for.</summary>
    internal static RequestContext Context(ReplicaRequest request) =>
        request.Regions.Count == 0
            ? RequestContext.Empty
            : RequestContext
                .Empty.With("secretsmanager:AddReplicaRegions", [.. request.Regions.Select(replica => replica.Region)])
                .With("secretsmanager:ForceOverwriteReplicaSecret", request.Overwrites ? "true" : "false");

    /// <summary>The secret with copies in more regions, each with how it went.</summary>
    internal Secret Add(Caller caller, Secret secret, ReplicaRequest request)
    {
        if (request.Regions.Count == 0)
            return secret;
        var names = request.Regions.Select(replica => replica.Region).ToHashSet();
        return Set(
            secret,
            [
                .. secret.Replicas.Where(replica => !names.Contains(replica.Region)),
                .. request.Regions.Select(replica => Make(caller, secret, replica, request.Overwrites)),
            ]
        );
    }

    /// <summary>Brings what changed to the copies.</summary>
    internal void Propagate(Secret secret)
    {
        foreach (var replica in secret.Replicas)
        {
            if (Copy(secret, replica) is not null)
                _access.Secrets(secret.Account, replica.Region).Update(secret.Name, found => Like(secret, found!));
        }
    }

    /// <summary>Throws unless the secret is one that can be changed where it is.</summary>
    internal static void DemandPrimary(Secret secret)
    {
        if (secret.IsReplica)
        {
            throw new AwsException(
                Parameter,
                "Operation not permitted on a replica secret. Call must be made in primary secret's region."
            );
        }
    }

    /// <summary>Throws where a secret has copies, which have to be removed first.</summary>
    internal static void DemandNoCopies(Secret secret)
    {
        if (secret.Replicas.Count > 0)
        {
            var regions = secret.Replicas.Select(replica => replica.Region).Order(StringComparer.Ordinal);
            throw new AwsException(
                Parameter,
                $"You can't delete secret {secret.Arn} that still has replica regions [{string.Join(", ", regions)}]."
            );
        }
    }

    const string Action = "secretsmanager:ReplicateSecretToRegions";

    static void Check(string region, ReplicaRequest request)
    {
        foreach (var replica in request.Regions)
        {
            if (replica.Region == region || Partitions.Of(replica.Region) != Partitions.Of(region))
                throw new AwsException(Parameter, "Invalid replica region.");
        }
    }

    SecretReplica Make(Caller caller, Secret secret, SecretReplica replica, bool overwrites)
    {
        var table = _access.Secrets(secret.Account, replica.Region);
        if (table.Find(secret.Name) is { } existing && existing.Arn != secret.ArnIn(replica.Region) && !overwrites)
        {
            return replica with
            {
                Status = SecretReplica.Failed,
                Message = $"Replication failed: Secret name {secret.Name} already exists in region {replica.Region}.",
            };
        }
        try
        {
            foreach (var action in (string[])["kms:GenerateDataKey", "kms:Encrypt"])
                _access.DemandKey(caller, replica.Region, secret.Account, replica.KeyId, action);
        }
        catch (AwsException refused)
        {
            return replica with { Status = SecretReplica.Failed, Message = $"Replication failed: {refused.Message}" };
        }
        var copy = new Secret
        {
            Name = secret.Name,
            Arn = secret.ArnIn(replica.Region),
            KeyId = replica.KeyId,
            PrimaryRegion = secret.Region,
            Created = _access.Now,
            Changed = _access.Now,
        };
        table.Update(secret.Name, _ => Like(secret, copy));
        return replica with { Status = SecretReplica.InSync, Message = null };
    }

    static Secret Like(Secret primary, Secret copy) =>
        copy with
        {
            Description = primary.Description,
            Policy = primary.Policy,
            Tags = primary.Tags,
            Changed = primary.Changed,
            Versions =
            [
                .. primary.Versions.Select(version =>
                    version with
                    {
                        KeyId =
                            copy.Versions.FirstOrDefault(old => old.Id == version.Id)?.KeyId ?? copy.KeyOfNewVersions,
                    }
                ),
            ],
        };

    Secret? Copy(Secret secret, SecretReplica replica) =>
        replica.Status == SecretReplica.InSync
        && _access.Secrets(secret.Account, replica.Region).Find(secret.Name) is { } found
        && found.PrimaryRegion == secret.Region
            ? found
            : null;

    Secret Set(Secret secret, IReadOnlyList<SecretReplica> replicas) =>
        _access
            .Secrets(secret.Account, secret.Region)
            .Update(
                secret.Name,
                found =>
                    (found ?? secret) with
                    {
                        Replicas = replicas,
                        PrimaryRegion = replicas.Count > 0 ? secret.Region : null,
                    }
            )!;
}
