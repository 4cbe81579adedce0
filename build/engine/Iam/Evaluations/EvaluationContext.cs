namespace Iam.Evaluations;

/// <summary>The condition keys of one request: those that follow from the caller, then those given.</summary>
sealed class EvaluationContext(AccessRequest request)
{
    const string PrincipalTag = "aws:PrincipalTag/";

    public AccessRequest Request { get; } = request;

    /// <summary>A policy variable had no value; whoever negates a comparison looks here, and clears it before.</summary>
    public bool MetUnresolvedVariable { get; set; }

    Principal Caller => Request.Caller;

    /// <summary>The values of a key; null when it is absent. What follows from the caller cannot be given otherwise.</summary>
    public IReadOnlyList<string>? Find(string key)
    {
        if (!key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            return Request.Context.Find(key);
        return OfCaller(key) ?? Request.Context.Find(key);
    }

    /// <summary>The value of a key that has exactly one, as policy variables need it.</summary>
    public string? FindSingle(string key) => Find(key) is [var value] ? value : null;

    IReadOnlyList<string>? OfCaller(string key)
    {
        if (key.StartsWith(PrincipalTag, StringComparison.OrdinalIgnoreCase))
            return Tag(key[PrincipalTag.Length..]);
        return key.ToLowerInvariant() switch
        {
            "aws:principalarn" => One(PrincipalArn()),
            "aws:principalaccount" => One(Caller.Account),
            "aws:principaltype" => One(TypeName()),
            "aws:principalisawsservice" => [Caller.Type == PrincipalType.Service ? "true" : "false"],
            "aws:principalservicename" => One(Caller.Type == PrincipalType.Service ? Caller.Arn : null),
            "aws:userid" => One(Caller.Type == PrincipalType.Service ? null : Caller.UserId),
            "aws:username" => One(Caller.UserName),
            "aws:principalorgid" => One(Caller.OrganizationId),
            "aws:principalorgpaths" => Caller.OrganizationPaths.Count > 0 ? Caller.OrganizationPaths : null,
            "aws:resourceaccount" => One(Request.ResourceAccount),
            _ => null,
        };
    }

    string? PrincipalArn() =>
        Caller.Type switch
        {
            PrincipalType.RoleSession => Caller.IssuerArn,
            PrincipalType.Service or PrincipalType.WebIdentity or PrincipalType.Anonymous => null,
            _ => Caller.Arn,
        };

    string? TypeName() =>
        Caller.Type switch
        {
            PrincipalType.Root => "Account",
            PrincipalType.User => "User",
            PrincipalType.RoleSession => "AssumedRole",
            PrincipalType.FederatedUser => "FederatedUser",
            PrincipalType.Anonymous => "Anonymous",
            _ => null,
        };

    IReadOnlyList<string>? Tag(string name)
    {
        if (Caller.Tags.TryGetValue(name, out var value))
            return [value];
        foreach (var (key, other) in Caller.Tags)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return [other];
        return null;
    }

    static IReadOnlyList<string>? One(string? value) => value is null ? null : [value];
}
