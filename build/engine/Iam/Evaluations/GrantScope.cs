namespace Iam.Evaluations;

/// <summary>How closely a resource's policy names the caller, which decides what its Allow gets around.</summary>
enum GrantScope
{
    None,

    /// <summary>By its account: the account's own policies decide on.</summary>
    Account,

    /// <summary>By the role of the session: no identity policy is needed, boundary and session policies still limit.</summary>
    Role,

    /// <summary>By its own ARN, or by "*": implicit denies of its identity's policies do not limit the grant.</summary>
    Direct,
}
