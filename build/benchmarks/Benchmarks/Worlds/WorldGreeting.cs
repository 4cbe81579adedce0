namespace Benchmarks.Worlds;

/// <summary>What a local AWS says, in a line of JSON on a pipe, once it listens.</summary>
/// <param name="Administrators">An access key for each account. The accounts are invented and end with the process.</param>
public sealed record WorldGreeting(Uri Endpoint, IReadOnlyDictionary<string, WorldKey> Administrators);

/// <summary>An access key of the local AWS.</summary>
public sealed record WorldKey(string AccessKeyId, string SecretAccessKey)
{
    public override string ToString() => AccessKeyId;
}
