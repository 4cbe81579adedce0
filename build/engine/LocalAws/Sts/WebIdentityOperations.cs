using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Sts;

/// <summary>Sessions for whoever an identity provider vouches for, which need no AWS credentials.</summary>
public sealed class WebIdentityOperations : IDisposable
{
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;
    readonly StsOperations _sts;
    readonly IssuerKeys _keys;

    internal WebIdentityOperations(World world, IdentityStore identities, Authorizer authorizer, StsOperations sts)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
        _sts = sts;
        _keys = new(world.Options.WebIdentityKeys);
    }

    /// <summary>Makes a session of a role that trusts the provider of the token; also returns subject, provider and audience.</summary>
    public async Task<(SessionCredentials Session, string Subject, string Provider, string Audience)> AssumeRoleAsync(
        string region,
        AssumeRoleRequest request,
        string token,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(token);
        AssumeRoleValidation.Check(request);
        var parsed = WebIdentityToken.Parse(token);
        var provider = FindProvider(request.RoleArn, parsed.Issuer);
        await CheckAsync(parsed, provider, cancellationToken);
        var audience = parsed.Audiences.First(provider.ClientIds.Contains);
        var role = _sts.SeenRole(request.RoleArn);
        if (role is null || !Trusts(region, request, role, provider, parsed, audience))
            throw new AwsException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
        var seconds = AssumeRoleValidation.Duration(request, role, chained: false);
        var session = _sts.Issue(
            new()
            {
                RoleArn = role.Arn,
                RoleName = role.Name,
                RoleId = role.Id,
                Name = request.SessionName,
                Expiration = _world.Now.AddSeconds(seconds),
                Policy = request.Policy,
                PolicyArns = request.PolicyArns,
            }
        );
        return (session, parsed.Subject, provider.Arn, audience);
    }

    /// <inheritdoc />
    public void Dispose() => _keys.Dispose();

    OidcProvider FindProvider(string roleArn, string issuer) =>
        _identities
            .Find(Iam.Arns.AccountOf(roleArn))
            ?.OidcProviders.Find(
                $"arn:{Iam.Arns.PartitionOf(roleArn)}:iam::{Iam.Arns.AccountOf(roleArn)}:oidc-provider/{OidcProvider.NameOf(issuer)}"
            )
        ?? throw WebIdentityToken.Invalid($"No OpenIDConnect provider found in your account for {issuer}");

    async Task CheckAsync(WebIdentityToken token, OidcProvider provider, CancellationToken cancellationToken)
    {
        using var keys = await _keys.OfAsync(provider.Url, cancellationToken);
        if (!token.IsSignedBy(keys.RootElement))
            throw WebIdentityToken.Invalid("The ID Token's signature is not valid");
        var now = _world.Now;
        if (token.Expiration <= now)
        {
            throw new AwsException(
                "ExpiredTokenException",
                $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {token.Expiration.ToUnixTimeSeconds()}"
            );
        }
        if (token.NotBefore > now)
            throw WebIdentityToken.Invalid("The ID Token is not valid yet");
        if (!token.Audiences.Any(provider.ClientIds.Contains))
            throw WebIdentityToken.Invalid("Incorrect token audience");
    }

    bool Trusts(
        string region,
        AssumeRoleRequest request,
        Role role,
        OidcProvider provider,
        WebIdentityToken token,
        string audience
    )
    {
        var name = OidcProvider.NameOf(provider.Url);
        var context = RequestContext
            .Empty.With("sts:RoleSessionName", request.SessionName)
            .With("aws:FederatedProvider", provider.Arn)
            .With(name + ":sub", token.Subject)
            .With(name + ":aud", token.AuthorizedParty ?? audience);
        var question = new AccessQuestion("sts:AssumeRoleWithWebIdentity", role.Arn, region)
        {
            ResourcePolicy = PolicyCache.Get(role.Name, PolicyKind.RoleTrust, role.TrustPolicy),
            Context = context,
        };
        var principal = Principal.WebIdentity(provider.Arn, token.Subject);
        var policies = Policies.None with { Resource = question.ResourcePolicy };
        return _authorizer.Decide(principal, policies, question, viaService: null).IsAllowed;
    }
}
