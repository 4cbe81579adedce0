using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>The IAM records of an account.</summary>
static class IdentityTables
{
    public static readonly TableDefinition<User> Users = new("iam.users", IdentityJson.Default.User);
    public static readonly TableDefinition<AccessKey> AccessKeys = new(
        "iam.access-keys",
        IdentityJson.Default.AccessKey
    );
    public static readonly TableDefinition<Role> Roles = new("iam.roles", IdentityJson.Default.Role);
    public static readonly TableDefinition<Group> Groups = new("iam.groups", IdentityJson.Default.Group);
    public static readonly TableDefinition<ManagedPolicy> Policies = new(
        "iam.policies",
        IdentityJson.Default.ManagedPolicy
    );
    public static readonly TableDefinition<SeedMark> Seeded = new("iam.seeded", IdentityJson.Default.SeedMark);
    public static readonly TableDefinition<OidcProvider> OidcProviders = new(
        "iam.oidc-providers",
        IdentityJson.Default.OidcProvider
    );
    public static readonly TableDefinition<InstanceProfile> InstanceProfiles = new(
        "iam.instance-profiles",
        IdentityJson.Default.InstanceProfile
    );
    public static readonly TableDefinition<AccountAlias> Aliases = new(
        "iam.aliases",
        IdentityJson.Default.AccountAlias
    );
    public static readonly TableDefinition<SealKey> SealKeys = new("sts.seal-keys", IdentityJson.Default.SealKey);
}

/// <summary>When an account got its first identities.</summary>
sealed record SeedMark(DateTimeOffset At);

/// <summary>The key that session tokens are sealed with.</summary>
sealed record SealKey(byte[] Key);

/// <summary>What a session token holds.</summary>
sealed record SealedSession(string AccessKeyId, string Secret, string Account, RoleSession? Session)
{
    /// <summary>Of a user's own session, who it is; then there is no role.</summary>
    public UserSession? User { get; init; }
}

/// <summary>The session of a user by GetSessionToken.</summary>
sealed record UserSession(string UserName, string UserId, DateTimeOffset Expiration);

/// <summary>Whose an account alias is.</summary>
sealed record AccountAlias(string Account);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(AccessKey))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(SeedMark))]
[JsonSerializable(typeof(OidcProvider))]
[JsonSerializable(typeof(AccountAlias))]
[JsonSerializable(typeof(InstanceProfile))]
[JsonSerializable(typeof(SealKey))]
[JsonSerializable(typeof(SealedSession))]
sealed partial class IdentityJson : JsonSerializerContext;
