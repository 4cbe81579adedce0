namespace LocalAws;

/// <summary>A long-lived access key of an IAM user.</summary>
public sealed record LocalAwsAccessKey(string AccessKeyId, string SecretAccessKey)
{
    /// <summary>The id alone: a secret is not printed.</summary>
    public override string ToString() => AccessKeyId;
}
