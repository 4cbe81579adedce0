using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>What Secrets Manager does.</summary>
public sealed partial class SecretOperations
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const string Current = "AWSCURRENT";
    const string Previous = "AWSPREVIOUS";
    const int LongestValue = 65536;
    readonly SecretAccess _access;

    internal SecretOperations(SecretAccess access) => _access = access;

    /// <summary>Makes a secret, with or without a first version.</summary>
    public Secret Create(Caller caller, string region, NewSecret request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        if (!Name().IsMatch(request.Name))
        {
            throw new AwsException(
                "ValidationException",
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
            );
        }
        var arn = $"arn:aws:secretsmanager:{region}:{caller.Account}:secret:{request.Name}";
        _access.DemandOfAccount(caller, region, "secretsmanager:CreateSecret", arn, request.Tags);
        _access.DemandKey(caller, region, caller.Account, request.KeyId, "kms:GenerateDataKey");
        var secret = new Secret
        {
            Name = request.Name,
            Arn = $"{arn}-{RandomNumberGenerator.GetString(Letters, 6)}",
            Description = request.Description,
            KeyId = request.KeyId,
            Created = _access.Now,
            Changed = _access.Now,
            Tags = request.Tags,
        };
        if (request.Text is not null || request.Binary is not null)
            secret = WithVersion(secret, request.ClientToken, request.Text, request.Binary, [Current]);
        if (_access.Secrets(caller.Account, region).TryAdd(secret.Name, secret))
            return secret;
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
        var account = Iam.Arns.AccountOf(secret.Arn);
        _access.DemandKey(caller, Iam.Arns.RegionOf(secret.Arn), account, secret.KeyId, "kms:Decrypt");
        var wanted = stage ?? (versionId is null ? Current : null);
        var version = secret.Versions.FirstOrDefault(candidate =>
            (versionId is null || candidate.Id == versionId) && (wanted is null || candidate.Stages.Contains(wanted))
        );
        return version is not null
            ? (secret, version)
            : throw new AwsException(
                "ResourceNotFoundException",
                $"Secrets Manager can't find the specified secret value for {(versionId is null ? $"staging label: {wanted}" : $"VersionId: {versionId}")}"
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
        _access.DemandKey(
            caller,
            Iam.Arns.RegionOf(secret.Arn),
            Iam.Arns.AccountOf(secret.Arn),
            secret.KeyId,
            "kms:GenerateDataKey"
        );
        var changed = Change(
            secret,
            found => WithVersion(found, clientToken, text, binary, stages.Count == 0 ? [Current] : stages)
        );
        return (changed, changed.Versions[^1]);
    }

    /// <summary>Changes description, key or value.</summary>
    public Secret Update(Caller caller, string region, string selector, NewSecret request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var secret = Living(_access.Demand(caller, region, "secretsmanager:UpdateSecret", selector));
        if (request.KeyId is not null || request.Text is not null || request.Binary is not null)
            _access.DemandKey(
                caller,
                Iam.Arns.RegionOf(secret.Arn),
                Iam.Arns.AccountOf(secret.Arn),
                request.KeyId ?? secret.KeyId,
                "kms:GenerateDataKey"
            );
        return Change(
            secret,
            found =>
            {
                var changed = found with
                {
                    Description = request.Description ?? found.Description,
                    KeyId = request.KeyId ?? found.KeyId,
                    Changed = _access.Now,
                };
                return request.Text is null && request.Binary is null
                    ? changed
                    : WithVersion(changed, request.ClientToken, request.Text, request.Binary, [Current]);
            }
        );
    }

    /// <summary>The secret without its values.</summary>
    public Secret Describe(Caller caller, string region, string selector) =>
        _access.Demand(caller, region, "secretsmanager:DescribeSecret", selector);

    /// <summary>The account's secrets that are not to be deleted.</summary>
    public IReadOnlyList<Secret> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "secretsmanager:ListSecrets", "*", new Dictionary<string, string>());
        return [.. _access.Secrets(caller.Account, region).All().Where(secret => secret.DeletionDate is null)];
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
        var secret = _access.Demand(caller, region, "secretsmanager:DeleteSecret", selector);
        if (!force)
            return Change(Living(secret), found => found with { DeletionDate = _access.Now.AddDays(days ?? 30) });
        _access.Secrets(Iam.Arns.AccountOf(secret.Arn), Iam.Arns.RegionOf(secret.Arn)).Remove(secret.Name);
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
        try
        {
            if (policy is not null)
                _access.CheckPrincipals(PolicyDocument.Parse(policy, PolicyKind.Resource));
        }
        catch (PolicyDocumentException malformed)
        {
            throw new AwsException("MalformedPolicyDocumentException", malformed.Errors[0]);
        }
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

    /// <summary>Adds, changes and removes tags.</summary>
    public void Tag(
        Caller caller,
        string region,
        string selector,
        IReadOnlyDictionary<string, string> add,
        IReadOnlyList<string> remove
    )
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(remove);
        var action = add.Count > 0 ? "secretsmanager:TagResource" : "secretsmanager:UntagResource";
        Change(
            _access.Demand(caller, region, action, selector, add),
            found =>
            {
                var tags = new Dictionary<string, string>(found.Tags, StringComparer.Ordinal);
                foreach (var (name, value) in add)
                    tags[name] = value;
                foreach (var name in remove)
                    tags.Remove(name);
                return found with { Tags = tags };
            }
        );
    }

    /// <summary>A random password, at least one character of each kind that is not excluded.</summary>
    public string RandomPassword(Caller caller, string region, int length, string excluded)
    {
        ArgumentNullException.ThrowIfNull(excluded);
        _access.DemandOfAccount(
            caller,
            region,
            "secretsmanager:GetRandomPassword",
            "*",
            new Dictionary<string, string>()
        );
        if (length is < 4 or > 4096)
            throw new AwsException("InvalidParameterException", "PasswordLength must be between 4 and 4096.");
        string[] kinds =
        [
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "0123456789",
            "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        ];
        var allowed = kinds
            .Select(kind => string.Concat(kind.Except(excluded)))
            .Where(kind => kind.Length > 0)
            .ToList();
        if (allowed.Count == 0)
            throw new AwsException("InvalidParameterException", "Every character is excluded.");
        var all = string.Concat(allowed);
        var password = allowed
            .Select(kind => RandomNumberGenerator.GetString(kind, 1)[0])
            .Concat(RandomNumberGenerator.GetString(all, length - allowed.Count))
            .ToArray();
        RandomNumberGenerator.Shuffle(password.AsSpan());
        return new(password);
    }

    Secret WithVersion(Secret secret, string? clientToken, string? text, byte[]? binary, IReadOnlyList<string> stages)
    {
        if ((text?.Length ?? binary?.Length ?? 0) > LongestValue)
            throw new AwsException("InvalidParameterException", "The secret value is longer than 65536 bytes.");
        var id = clientToken ?? Guid.NewGuid().ToString();
        if (secret.Versions.FirstOrDefault(version => version.Id == id) is { } same)
        {
            var sameValue = same.Text == text && (same.Binary ?? []).SequenceEqual(binary ?? []);
            return sameValue
                ? secret with
                {
                    Versions = [.. secret.Versions.Where(version => version.Id != id), same],
                }
                : throw new AwsException(
                    "ResourceExistsException",
                    $"You can't use ClientRequestToken {id} because that value is already in use for a version of secret {secret.Arn}."
                );
        }
        var becomesCurrent = stages.Contains(Current);
        var kept = secret.Versions.Select(version =>
            version with
            {
                Stages = Restaged(version, stages, becomesCurrent),
            }
        );
        return secret with
        {
            Changed = _access.Now,
            Versions = [.. kept.Where(version => version.Stages.Count > 0), new(id, text, binary, stages, _access.Now)],
        };
    }

    static List<string> Restaged(SecretVersion version, IReadOnlyList<string> taken, bool becomesCurrent)
    {
        var stages = version.Stages.Except(taken).ToList();
        if (!becomesCurrent)
            return stages;
        stages.Remove(Previous);
        if (version.Stages.Contains(Current))
            stages.Add(Previous);
        return stages;
    }

    Secret Change(Secret secret, Func<Secret, Secret> change) =>
        _access
            .Secrets(Iam.Arns.AccountOf(secret.Arn), Iam.Arns.RegionOf(secret.Arn))
            .Update(secret.Name, found => change(found ?? secret))!;

    static Secret Living(Secret secret) =>
        secret.DeletionDate is null
            ? secret
            : throw new AwsException(
                "InvalidRequestException",
                "You can't perform this operation on the secret because it was marked for deletion."
            );

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@!-]{1,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
