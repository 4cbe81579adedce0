namespace Deployment.Scheduling;

/// <summary>What AWS counts calls against: an account's region, and in it a service's API, for example cloudformation and DescribeStacks.</summary>
public sealed record RateKey(string Account, string Region, string Service, string Api);
