using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with OpenID Connect providers, in the caller's account.</summary>
public sealed class OidcProviderOperations
{
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal OidcProviderOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
    }

    /// <summary>Makes a provider of an https issuer, or of one on this machine.</summary>
    public OidcProvider Create(
        Caller caller,
        string url,
        IReadOnlyList<string> clientIds,
        IReadOnlyList<string> thumbprints,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var valid =
            Uri.TryCreate(url, UriKind.Absolute, out var issuer)
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback));
        if (!valid)
            throw IamErrors.Invalid("Invalid Open ID Connect Provider URL");
        var arn = $"arn:{caller.Partition}:iam::{caller.Account}:oidc-provider/{OidcProvider.NameOf(url)}";
        var question = new AccessQuestion("iam:CreateOpenIDConnectProvider", arn, IamRegion.Name).WithRequestTags(tags);
        _authorizer.Demand(caller, question);
        if (tags.Count > 0)
            _authorizer.Demand(caller, question with { Action = "iam:TagOpenIDConnectProvider" });
        var provider = new OidcProvider
        {
            Arn = arn,
            Url = url,
            ClientIds = clientIds,
            Thumbprints = thumbprints,
            Created = _world.Now,
            Tags = tags,
        };
        return Providers(caller).TryAdd(arn, provider) ? provider : throw IamErrors.Exists("Provider", url);
    }

    /// <summary>The provider.</summary>
    public OidcProvider Get(Caller caller, string arn) => Demand(caller, arn, "iam:GetOpenIDConnectProvider");

    /// <summary>The account's providers.</summary>
    public IReadOnlyList<OidcProvider> List(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var all = $"arn:{caller.Partition}:iam::{caller.Account}:oidc-provider/*";
        _authorizer.Demand(caller, IamRegion.Name, "iam:ListOpenIDConnectProviders", all);
        return Providers(caller).All();
    }

    /// <summary>Sets the audiences.</summary>
    public void SetClientIds(Caller caller, string arn, IReadOnlyList<string> clientIds, string action)
    {
        Demand(caller, arn, action);
        Change(caller, arn, provider => provider with { ClientIds = clientIds });
    }

    /// <summary>Sets the fingerprints.</summary>
    public void SetThumbprints(Caller caller, string arn, IReadOnlyList<string> thumbprints)
    {
        Demand(caller, arn, "iam:UpdateOpenIDConnectProviderThumbprint");
        Change(caller, arn, provider => provider with { Thumbprints = thumbprints });
    }

    /// <summary>Deletes the provider; roles that trust it stay.</summary>
    public void Delete(Caller caller, string arn)
    {
        Demand(caller, arn, "iam:DeleteOpenIDConnectProvider");
        Providers(caller).Remove(arn);
    }

    internal OidcProvider Find(Caller caller, string arn) => Providers(caller).Find(arn) ?? throw Missing(arn);

    Table<OidcProvider> Providers(Caller caller) => _identities.Of(caller.Account).OidcProviders;

    void Change(Caller caller, string arn, Func<OidcProvider, OidcProvider> change) =>
        Providers(caller).Update(arn, provider => provider is null ? throw Missing(arn) : change(provider));

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string arn, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Demand(
            caller,
            arn,
            change.IsRemoval ? "iam:UntagOpenIDConnectProvider" : "iam:TagOpenIDConnectProvider",
            change
        );
        Change(caller, arn, provider => provider with { Tags = change.ApplyTo(provider.Tags, Names.Tags) });
    }

    /// <summary>The tags of a provider.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string arn) =>
        Demand(caller, arn, "iam:ListOpenIDConnectProviderTags").Tags;

    OidcProvider Demand(Caller caller, string arn, string action, TagChange? change = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var provider = Providers(caller).Find(arn);
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, IamRegion.Name)
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(provider?.Tags ?? TagChange.None)
        );
        return provider ?? throw Missing(arn);
    }

    static Protocol.AwsException Missing(string arn) =>
        IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
}
