namespace Deployment.Credentials;

/// <summary>Who AWS says is calling.</summary>
/// <param name="Arn">The ARN of a user, or of an assumed role with its session name.</param>
public sealed record CallerIdentity(string Account, string Arn)
{
    /// <summary>Reads the account out of an STS ARN: arn:aws:sts::123456789012:assumed-role/name/session.</summary>
    public static CallerIdentity FromArn(string arn) =>
        arn.Split(':') is [_, _, _, _, var account, ..]
            ? new CallerIdentity(account, arn)
            : throw new ArgumentException($"{arn} is not an ARN.", nameof(arn));

    /// <summary>The name of the assumed role; null for anybody else.</summary>
    public string? RoleName =>
        Arn.Split('/') is [{ } kind, var role, _] && kind.EndsWith(":assumed-role", StringComparison.Ordinal)
            ? role
            : null;

    public override string ToString() => Arn;
}
