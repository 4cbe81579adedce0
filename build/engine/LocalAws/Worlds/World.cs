using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Worlds;

/// <summary>All accounts of one local AWS, their records and their clock.</summary>
public sealed class World : IDisposable
{
    readonly FrozenSet<string> _accounts;

    internal World(LocalAwsOptions options)
    {
        Options = options;
        _accounts = options.Accounts.ToFrozenSet(StringComparer.Ordinal);
        ManagementAccount = options.ManagementAccount ?? options.Accounts[0];
        OrganizationId =
            options.OrganizationId
            ?? "o-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ManagementAccount)))[..10];
        Store = Store.Open(options);
    }

    /// <summary>What the world was made of.</summary>
    public LocalAwsOptions Options { get; }

    /// <summary>The account that owns the organization.</summary>
    public string ManagementAccount { get; }

    /// <summary>The organization that all accounts are in.</summary>
    public string OrganizationId { get; }

    /// <summary>Where an account is in the organization: below its root, in no unit (IAM User Guide, "aws:PrincipalOrgPaths").</summary>
    public string OrganizationPath => $"{OrganizationId}/r-{OrganizationId[2..6]}/";

    /// <summary>The records.</summary>
    public Store Store { get; }

    /// <summary>Where this AWS answers.</summary>
    public Uri Endpoint { get; internal set; } = new("http://127.0.0.1/");

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>The accounts that exist.</summary>
    public IReadOnlyCollection<string> Accounts => _accounts;

    /// <summary>Whether that account exists.</summary>
    public bool HasAccount(string account) => _accounts.Contains(account);

    /// <summary>The table of that kind in that account and region.</summary>
    public Table<T> Table<T>(TableDefinition<T> definition, string account, string region)
        where T : class => Store.Table(definition, account, region);

    /// <inheritdoc />
    public void Dispose() => Store.Dispose();
}
