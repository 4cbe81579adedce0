using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>What KMS does with aliases: permission is needed on the alias and on the key.</summary>
public sealed class AliasOperations
{
    readonly KeyAccess _access;

    internal AliasOperations(KeyAccess access) => _access = access;

    /// <summary>Names a key.</summary>
    public void Create(Caller caller, string region, string alias, string key)
    {
        ArgumentNullException.ThrowIfNull(caller);
        CheckName(alias);
        _access.DemandOfAlias(caller, region, "kms:CreateAlias", alias);
        var target = _access.Demand(caller, region, "kms:CreateAlias", key);
        if (!_access.Aliases(caller.Account, region).TryAdd(alias, new(alias, target.Id, _access.Now, _access.Now)))
        {
            throw new AwsException(
                "AlreadyExistsException",
                $"An alias with the name arn:{Partitions.Of(region)}:kms:{region}:{caller.Account}:{alias} already exists"
            );
        }
    }

    /// <summary>Gives the name to another key.</summary>
    public void Update(Caller caller, string region, string alias, string key)
    {
        ArgumentNullException.ThrowIfNull(caller);
        CheckName(alias);
        _access.DemandOfAlias(caller, region, "kms:UpdateAlias", alias);
        var target = _access.Demand(caller, region, "kms:UpdateAlias", key);
        _access
            .Aliases(caller.Account, region)
            .Update(
                alias,
                found =>
                    found is null
                        ? throw Missing(caller, region, alias)
                        : found with
                        {
                            KeyId = target.Id,
                            Updated = _access.Now,
                        }
            );
    }

    /// <summary>Drops the name; the key stays.</summary>
    public void Delete(Caller caller, string region, string alias)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAlias(caller, region, "kms:DeleteAlias", alias);
        if (_access.Aliases(caller.Account, region).Find(alias) is not { } found)
            throw Missing(caller, region, alias);
        _access.Demand(caller, region, "kms:DeleteAlias", found.KeyId);
        _access.Aliases(caller.Account, region).Remove(alias);
    }

    /// <summary>The account's aliases, or those of one key.</summary>
    public IReadOnlyList<KeyAlias> List(Caller caller, string region, string? key)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOfAccount(caller, region, "kms:ListAliases");
        var id = key is null ? null : KeyAccess.Parse(caller.Account, region, key).Name;
        return [.. _access.Aliases(caller.Account, region).All().Where(alias => id is null || alias.KeyId == id)];
    }

    static void CheckName(string alias)
    {
        if (!alias.StartsWith("alias/", StringComparison.Ordinal) || alias.Length == "alias/".Length)
            throw new AwsException(
                "ValidationException",
                "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
            );
        if (alias.StartsWith("alias/aws/", StringComparison.Ordinal))
            throw new AwsException("NotAuthorizedException", "Prefix alias/aws/ is reserved for AWS managed keys.");
    }

    static AwsException Missing(Caller caller, string region, string alias) =>
        new(
            "NotFoundException",
            $"Alias arn:{Partitions.Of(region)}:kms:{region}:{caller.Account}:{alias} is not found."
        );
}
