using Iam;

namespace LocalAws.Identities;

/// <summary>Who signed a request, or on whose behalf a service acts.</summary>
public sealed record Caller
{
    /// <summary>Nobody, of no account.</summary>
    public static Caller Anonymous { get; } =
        new()
        {
            Account = "",
            Arn = "*",
            UserId = "",
        };

    /// <summary>The account of the identity.</summary>
    public required string Account { get; init; }

    /// <summary>The principal's ARN: a user's, or an assumed role's session.</summary>
    public required string Arn { get; init; }

    /// <summary>The unique id: AIDA… of a user, AROA…:session of a role.</summary>
    public required string UserId { get; init; }

    /// <summary>The access key that signed, or null for a service.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The user's name, when a user signed.</summary>
    public string? UserName { get; init; }

    /// <summary>The role session, when a role's session signed.</summary>
    public RoleSession? Session { get; init; }

    /// <summary>Whether it is the account's root user.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The condition keys that the request answers by what it gives, such as cloudformation:RoleArn.</summary>
    public RequestContext Request { get; init; } = RequestContext.Empty;

    /// <summary>The service that makes the call for the caller, such as cloudformation.amazonaws.com, or null.</summary>
    public string? ViaService { get; init; }

    /// <summary>The same caller, for whom a service makes a call of its own: what the caller's request gave is not in it.</summary>
    public Caller Through(string service) => this with { ViaService = service, Request = RequestContext.Empty };

    /// <summary>The partition that the caller is in.</summary>
    public string Partition => Arn.Split(':', 3) is ["arn", var partition, _] ? partition : "aws";

    /// <summary>The same user as a region's partition names it; a session is of its role's partition.</summary>
    public Caller Of(string region) =>
        Session is null ? this with { Arn = Partitions.In(Partitions.Of(region), Arn) } : this;

    /// <summary>The ARN that policies name: the role's of a session, otherwise the principal's own.</summary>
    public string PrincipalArn => Session?.RoleArn ?? Arn;
}
