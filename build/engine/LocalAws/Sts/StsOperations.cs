using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Sts;

/// <summary>What STS does.</summary>
public sealed class StsOperations
{
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;
    readonly SessionSeal _seal;

    internal StsOperations(World world, IdentityStore identities, Authorizer authorizer, SessionSeal seal)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
        _seal = seal;
    }

    /// <summary>Makes a session of a role whose trust policy and the caller's own policies allow it.</summary>
    public SessionCredentials AssumeRole(Caller caller, string region, AssumeRoleRequest request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        AssumeRoleValidation.Check(request);
        if (caller.IsRoot)
            throw new AwsException("AccessDenied", "Roles may not be assumed by root accounts.", 403);
        AssumeRoleValidation.CheckDevice(request, caller.Account);
        // A service that acts for somebody knows the roles that CloudFormation has made for it.
        var role = caller.AccessKeyId is null ? FindRole(request.RoleArn) : SeenRole(request.RoleArn);
        var tags = InheritTags(caller, request);
        Demand("sts:AssumeRole");
        if (request.Tags.Count > 0)
            Demand("sts:TagSession");
        var sourceIdentity = caller.Session?.SourceIdentity ?? request.SourceIdentity;
        if (sourceIdentity is not null)
            Demand("sts:SetSourceIdentity");
        if (request.SourceIdentity is not null && request.SourceIdentity != sourceIdentity)
            throw new AwsException("AccessDenied", "The source identity of a session cannot be changed.", 403);
        var seconds = AssumeRoleValidation.Duration(request, role!, chained: caller.Session is not null);
        return Issue(
            new()
            {
                RoleArn = role!.Arn,
                RoleName = role.Name,
                RoleId = role.Id,
                Name = request.SessionName,
                Expiration = _world.Now.AddSeconds(seconds),
                Policy = request.Policy,
                PolicyArns = request.PolicyArns,
                Tags = tags,
                TransitiveTagKeys = [.. request.TransitiveTagKeys, .. caller.Session?.TransitiveTagKeys ?? []],
                SourceIdentity = sourceIdentity,
            }
        );

        // A role that does not exist is refused as one that trusts nobody: the caller cannot find out which roles there are.
        void Demand(string action) =>
            _authorizer.Demand(caller, Question(action, region, request, role, sourceIdentity: request.SourceIdentity));
    }

    /// <summary>A caller that acts with a role which was handed to a service; refused where the role does not trust the service.</summary>
    /// <param name="service">Like codebuild.amazonaws.com.</param>
    /// <param name="region">Where.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="sessionName">The session's name.</param>
    /// <param name="source">For what, where the service is known to say so: aws:SourceAccount and aws:SourceArn.</param>
    /// <param name="isFromOutside">Whether a client named the role, and the service has not heard of it before.</param>
    public Caller AssumeRoleAsService(
        string service,
        string region,
        string roleArn,
        string sessionName,
        ServiceSource? source = null,
        bool isFromOutside = false
    )
    {
        var role = isFromOutside ? SeenRole(roleArn) : FindRole(roleArn);
        var question = Question("sts:AssumeRole", region, new(roleArn, sessionName), role, sourceIdentity: null);
        question = question with { Context = source?.AddTo(question.Context) ?? question.Context };
        var policies = Policies.None with { Resource = question.ResourcePolicy };
        var decision = _authorizer.Decide(Principal.Service(service), policies, question, viaService: null);
        if (!decision.IsAllowed || role is null)
            throw new AccessDeniedException(decision);
        var session = new RoleSession
        {
            RoleArn = role.Arn,
            RoleName = role.Name,
            RoleId = role.Id,
            Name = sessionName,
            Expiration = DateTimeOffset.MaxValue,
        };
        return Authenticator.CallerOf(Iam.Arns.AccountOf(role.Arn), accessKeyId: null, session);
    }

    /// <summary>Temporary credentials of the calling user, who needs no permission for it (STS API Reference, GetSessionToken).</summary>
    public (string AccessKeyId, string Secret, string Token, DateTimeOffset Expiration) GetSessionToken(
        Caller caller,
        int? seconds
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (
            caller.UserName is not { } name
            || caller.AccessKeyId?.StartsWith(AccessKeyIds.Session, StringComparison.Ordinal) == true
        )
            throw new AwsException("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
        if (seconds is < 900 or > 129_600)
            throw new AwsException(
                "ValidationError",
                $"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 129600"
            );
        var expiration = _world.Now.AddSeconds(seconds ?? 43_200);
        var id = AccessKeyIds.Create(AccessKeyIds.Session, caller.Account);
        var secret = AccessKeyIds.CreateSecret();
        var content = new SealedSession(id, secret, caller.Account, Session: null)
        {
            User = new(name, caller.UserId, expiration),
        };
        return (id, secret, _seal.Seal(content), expiration);
    }

    /// <summary>Asks whether the caller may decode messages. None is encoded here, so that none can be decoded.</summary>
    public void DecodeAuthorizationMessage(Caller caller, string region)
    {
        _authorizer.Demand(caller, region, "sts:DecodeAuthorizationMessage", "*");
        throw new AwsException(
            "InvalidAuthorizationMessageException",
            "The message is invalid: the local AWS tells its decisions in plain text and encodes none."
        );
    }

    internal SessionCredentials Issue(RoleSession session)
    {
        var account = Iam.Arns.AccountOf(session.RoleArn);
        var id = AccessKeyIds.Create(AccessKeyIds.Session, account);
        var secret = AccessKeyIds.CreateSecret();
        return new(id, secret, _seal.Seal(new(id, secret, account, session)), session);
    }

    internal Role? FindRole(string roleArn) => RoleIn(_identities.Find(Iam.Arns.AccountOf(roleArn)), roleArn);

    /// <summary>The role as it is seen where changes arrive last.</summary>
    internal Role? SeenRole(string roleArn) =>
        Iam.Arns.AccountOf(roleArn) is var account && _identities.Find(account) is null
            ? null
            : RoleIn(_identities.SeenIn(account), roleArn);

    static Role? RoleIn(AccountIdentities? account, string roleArn)
    {
        var role = account?.Roles.Find(roleArn[(roleArn.LastIndexOf('/') + 1)..]);
        return role is not null && Partitions.Same(role.Arn, roleArn) ? role with { Arn = roleArn } : null;
    }

    static AccessQuestion Question(
        string action,
        string region,
        AssumeRoleRequest request,
        Role? role,
        string? sourceIdentity
    )
    {
        var context = RequestContext.Empty.With("sts:RoleSessionName", request.SessionName);
        if (request.ExternalId is { } externalId)
            context = context.With("sts:ExternalId", externalId);
        if (sourceIdentity is not null)
            context = context.With("sts:SourceIdentity", sourceIdentity);
        // Of the call alone: the session that it makes says nothing of it (IAM User Guide, "Secure API access with MFA").
        if (request.MfaDevice is not null)
            context = context.With("aws:MultiFactorAuthPresent", "true").With("aws:MultiFactorAuthAge", "0");
        if (request.TransitiveTagKeys.Count > 0)
            context = context.With("sts:TransitiveTagKeys", request.TransitiveTagKeys);
        foreach (var (key, value) in role?.Tags ?? new Dictionary<string, string>())
            context = context.With("iam:ResourceTag/" + key, value);
        var question = new AccessQuestion(action, request.RoleArn, region)
        {
            ResourcePolicy = role is null ? null : PolicyCache.Get(role.Name, PolicyKind.RoleTrust, role.TrustPolicy),
            Context = context,
        };
        return question.WithRequestTags(request.Tags).WithResourceTags(role?.Tags ?? new Dictionary<string, string>());
    }

    static Dictionary<string, string> InheritTags(Caller caller, AssumeRoleRequest request)
    {
        var tags = new Dictionary<string, string>(request.Tags, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in caller.Session?.TransitiveTags ?? [])
        {
            if (!tags.TryAdd(key, value))
                throw new AwsException(
                    "InvalidParameterValue",
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."
                );
        }
        return tags;
    }
}
