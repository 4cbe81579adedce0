using System.Security.Cryptography;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>What Secrets Manager does.</summary>
public sealed class SecretOperations
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    readonly SecretAccess _access;

    internal SecretOperations(SecretAccess access)
    {
        _access = access;
        Replication = new(access);
    }

    /// <summary>Copies in other regions.</summary>
    public SecretReplication Replication { get; }

    /// <summary>Makes a secret, with or without a first version.</summary>
    public Secret Create(Caller caller, string region, NewSecret request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        SecretAccess.CheckName(request.Name);
        var arn = $"arn:{Partitions.Of(region)}:secretsmanager:{region}:{caller.Account}:secret:{request.Name}";
        var context = SecretReplication.Context(request.Replicas);
        _access.DemandOfAccount(caller, region, "secretsmanager:CreateSecret", arn, request.Tags, context);
        if (request.Tags.Count > 0)
            _access.DemandOfAccount(caller, region, "secretsmanager:TagResource", arn, request.Tags);
        Replication.DemandForNew(caller, region, arn, request.Replicas);
        foreach (var action in (string[])["kms:GenerateDataKey", "kms:Decrypt"])
            _access.DemandKey(caller, region, caller.Account, request.KeyId, action);
        if (Repeated(caller, region, request) is { } same)
            return same;
        var secret = new Secret
        {
            Name = request.Name,
            Arn = $"{arn}-{RandomNumberGenerator.GetString(Letters, 6)}",
            Description = request.Description,
            KeyId = request.KeyId,
            Created = _access.Now,
            Changed = _access.Now,
            Tags = request.Tags,
            WasTagged = request.Tags.Count > 0,
        };
        if (request.Text is not null || request.Binary is not null)
            secret = SecretStages.WithVersion(secret, request, [SecretStages.Current], _access.Now);
        if (_access.Secrets(caller.Account, region).TryAdd(secret.Name, secret))
            return Replication.Add(caller, secret, request.Replicas);
        throw _access.Secrets(caller.Account, region).Find(secret.Name)?.DeletionDate is null
            ? new AwsException(
                "ResourceExistsException",
                $"The operation failed because the secret {secret.Name} already exists."
            )
            : new AwsException(
                "InvalidRequestException",
                "You can't create this secret because a secret with this name is already scheduled for deletion."
            );
    }

    /// <summary>The secret that an earlier request with the same token made, so that requests can be repeated.</summary>
    Secret? Repeated(Caller caller, string region, NewSecret request)
    {
        if (
            request.ClientToken is not { } token
            || _access.Secrets(caller.Account, region).Find(request.Name) is not { DeletionDate: null } found
            || found.Versions.FirstOrDefault(version => version.Id == token) is not { } version
        )
            return null;
        return version.HasValue(request.Text, request.Binary) ? found : throw SecretStages.TokenInUse(found, token);
    }

    /// <summary>A version of a secret, by id or stage; AWSCURRENT by default.</summary>
    public (Secret Secret, SecretVersion Version) GetValue(
        Caller caller,
        string region,
        string selector,
        string? versionId,
        string? stage
    )
    {
        var secret = Living(_access.Demand(caller, region, "secretsmanager:GetSecretValue", selector));
        var wanted = stage ?? (versionId is null ? SecretStages.Current : null);
        var version = secret.Versions.FirstOrDefault(candidate =>
            (versionId is null || candidate.Id == versionId) && (wanted is null || candidate.Stages.Contains(wanted))
        );
        if (version is null && stage is not null && secret.Versions.Any(candidate => candidate.Id == versionId))
            throw new AwsException(
                "InvalidRequestException",
                "You provided a VersionStage that is not associated to the provided VersionId."
            );
        if (version is null)
        {
            throw new AwsException(
                "ResourceNotFoundException",
                $"Secrets Manager can't find the specified secret value for {(versionId is null ? $"staging label: {wanted}" : $"VersionId: {versionId}")}"
            );
        }
        DemandKey(caller, secret, secret.KeyOf(version), "kms:Decrypt");
        NoteAccess(secret, version);
        return (secret, version);
    }

    /// <summary>Gives a secret the tags that CloudFormation sets, which nobody else may and nobody is asked for.</summary>
    internal void Mark(Secret secret, IReadOnlyDictionary<string, string> tags) =>
        _access
            .Secrets(secret.Account, secret.Region)
            .Update(secret.Name, found => found is null ? null : found with { Tags = tags, WasTagged = true });

    /// <summary>Notes the day of a reading, which is as exactly as Secrets Manager tells it.</summary>
    void NoteAccess(Secret secret, SecretVersion version)
    {
        var today = new DateTimeOffset(_access.Now.UtcDateTime.Date, TimeSpan.Zero);
        if (version.LastAccessed == today)
            return;
        _access
            .Secrets(secret.Account, secret.Region)
            .Update(
                secret.Name,
                found =>
                    found is null
                        ? null
                        : found with
                        {
                            LastAccessed = today,
                            Versions =
                            [
                                .. found.Versions.Select(one =>
                                    one.Id == version.Id ? one with { LastAccessed = today } : one
                                ),
                            ],
                        }
            );
    }

    /// <summary>Adds a version; it becomes AWSCURRENT unless other stages are named.</summary>
    public (Secret Secret, SecretVersion Version) PutValue(
        Caller caller,
        string region,
        string selector,
        string? clientToken,
        string? text,
        byte[]? binary,
        IReadOnlyList<string> stages
    )
    {
        ArgumentNullException.ThrowIfNull(stages);
        if (text is null == binary is null)
            throw new AwsException(
                "InvalidParameterException",
                "You must provide either SecretString or SecretBinary."
            );
        var secret = Living(_access.Demand(caller, region, "secretsmanager:PutSecretValue", selector));
        DemandKey(caller, secret, secret.KeyId, "kms:GenerateDataKey");
        var changed = Change(
            secret,
            found =>
                SecretStages.WithVersion(
                    found,
                    new(found.Name)
                    {
                        ClientToken = clientToken,
                        Text = text,
                        Binary = binary,
                    },
                    stages.Count == 0 ? [SecretStages.Current] : stages,
                    _access.Now
                )
        );
        return (changed, changed.Versions[^1]);
    }

    /// <summary>Changes description, key or value.</summary>
    public Secret Update(Caller caller, string region, string selector, NewSecret request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var secret = Living(_access.Demand(caller, region, "secretsmanager:UpdateSecret", selector));
        // Of a copy its own key alone can change (Secrets Manager User Guide, "Promote a replica secret").
        if (request.Description is not null || request.Text is not null || request.Binary is not null)
            SecretReplication.DemandPrimary(secret);
        if (request.KeyId is not null || request.Text is not null || request.Binary is not null)
        {
            DemandKey(caller, secret, request.KeyId ?? secret.KeyId, "kms:GenerateDataKey");
            DemandKey(caller, secret, request.KeyId ?? secret.KeyId, "kms:Decrypt");
        }
        var isNewKey = request.KeyId is { } key && key != secret.KeyId;
        if (isNewKey)
            DemandReencryption(caller, secret, request.KeyId);
        return Write(
            secret,
            found =>
            {
                var changed = found with
                {
                    Description = request.Description ?? found.Description,
                    KeyId = request.KeyId ?? found.KeyId,
                    Changed = _access.Now,
                    Versions = isNewKey ? found.Reencrypted(request.KeyId) : found.Versions,
                };
                return request.Text is null && request.Binary is null
                    ? changed
                    : SecretStages.WithVersion(changed, request, [SecretStages.Current], _access.Now);
            }
        );
    }

    /// <summary>A new key encrypts the versions anew that have one of AWS's own stages (Secrets Manager API Reference, UpdateSecret).</summary>
    void DemandReencryption(Caller caller, Secret secret, string? key)
    {
        DemandKey(caller, secret, key, "kms:Encrypt");
        foreach (var old in secret.Versions.Where(version => version.IsReencrypted).Select(secret.KeyOf).Distinct())
            DemandKey(caller, secret, old, "kms:Decrypt");
    }

    void DemandKey(Caller caller, Secret secret, string? key, string action) =>
        _access.DemandKey(caller, secret.Region, secret.Account, key, action);

    /// <summary>Moves a stage from one version to another (Secrets Manager API Reference, UpdateSecretVersionStage).</summary>
    public Secret MoveStage(Caller caller, string region, string selector, string stage, string? from, string? to)
    {
        var secret = Living(_access.Demand(caller, region, "secretsmanager:UpdateSecretVersionStage", selector));
        return Change(secret, found => SecretStages.Move(found, stage, from, to));
    }

    /// <summary>The secret without its values.</summary>
    public Secret Describe(Caller caller, string region, string selector) =>
        _access.Demand(caller, region, "secretsmanager:DescribeSecret", selector);

    /// <summary>The secret with its versions, without their values.</summary>
    public Secret ListVersions(Caller caller, string region, string selector) =>
        _access.Demand(caller, region, "secretsmanager:ListSecretVersionIds", selector);

    /// <summary>The account's secrets; those that are to be deleted only where they are asked for.</summary>
    public IReadOnlyList<Secret> List(Caller caller, string region, bool withDeleted = false)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "secretsmanager:ListSecrets", "*", TagChange.None);
        return
        [
            .. _access
                .Secrets(caller.Account, region)
                .All()
                .Where(secret => withDeleted || secret.DeletionDate is null),
        ];
    }

    /// <summary>Deletes a secret at once, or marks it for deletion in so many days.</summary>
    public Secret Delete(Caller caller, string region, string selector, int? days, bool force)
    {
        if (days is < 7 or > 30 || (force && days is not null))
        {
            throw new AwsException(
                "InvalidParameterException",
                force
                    ? "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."
                    : "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."
            );
        }
        var secret = force
            ? _access.DemandIfThere(caller, region, "secretsmanager:DeleteSecret", selector)
            : _access.Demand(caller, region, "secretsmanager:DeleteSecret", selector);
        // Forcing the deletion of what is not there succeeds (Secrets Manager API Reference, DeleteSecret).
        if (secret is null)
            return SecretAccess.Missing(caller, region, selector, _access.Now);
        SecretReplication.DemandPrimary(secret);
        SecretReplication.DemandNoCopies(secret);
        if (!force)
            return Change(Living(secret), found => found with { DeletionDate = _access.Now.AddDays(days ?? 30) });
        _access.Secrets(secret.Account, secret.Region).Remove(secret.Name);
        return secret with { DeletionDate = _access.Now };
    }

    /// <summary>Keeps a secret that was to be deleted.</summary>
    public Secret Restore(Caller caller, string region, string selector) =>
        Change(
            _access.Demand(caller, region, "secretsmanager:RestoreSecret", selector),
            found => found with { DeletionDate = null }
        );

    /// <summary>Sets the resource policy; null removes it.</summary>
    public Secret PutPolicy(Caller caller, string region, string selector, string? policy, bool blocksPublic = false)
    {
        var action = policy is null ? "secretsmanager:DeleteResourcePolicy" : "secretsmanager:PutResourcePolicy";
        var secret = _access.Demand(caller, region, action, selector);
        if (policy is not null)
            _access.CheckPolicy(policy);
        if (blocksPublic && policy is not null && PublicPolicies.IsPublic(policy))
            throw new AwsException(
                "PublicPolicyException",
                "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret."
            );
        var kept = policy is null ? null : _access.Keep(policy);
        return Change(secret, found => found with { Policy = kept });
    }

    /// <summary>The secret with its resource policy.</summary>
    public Secret GetPolicy(Caller caller, string region, string selector)
    {
        var secret = _access.Demand(caller, region, "secretsmanager:GetResourcePolicy", selector);
        return secret.Policy is { } policy ? secret with { Policy = _access.Show(policy) } : secret;
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string selector, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var action = change.IsRemoval ? "secretsmanager:UntagResource" : "secretsmanager:TagResource";
        Change(
            Living(_access.Demand(caller, region, action, selector, change)),
            found => found with { Tags = change.ApplyTo(found.Tags, SecretAccess.Tags), WasTagged = true }
        );
    }

    /// <summary>A random password.</summary>
    public string RandomPassword(Caller caller, string region, RandomPassword wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        _access.DemandOfAccount(caller, region, "secretsmanager:GetRandomPassword", "*", TagChange.None);
        return wanted.Generate();
    }

    Secret Change(Secret secret, Func<Secret, Secret> change)
    {
        SecretReplication.DemandPrimary(secret);
        return Write(secret, change);
    }

    Secret Write(Secret secret, Func<Secret, Secret> change)
    {
        var changed = _access
            .Secrets(secret.Account, secret.Region)
            .Update(secret.Name, found => change(found ?? secret))!;
        Replication.Propagate(changed);
        return changed;
    }

    static Secret Living(Secret secret) => secret.DeletionDate is null ? secret : throw SecretAccess.IsBeingDeleted();
}
