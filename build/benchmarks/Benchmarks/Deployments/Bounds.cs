using Benchmarks.Tables;

namespace Benchmarks.Deployments;

/// <summary>What no deployer can be faster than: the calls that one stack needs one after the other, and what the rates let through.</summary>
public sealed record Bounds(DeploymentScenario Scenario)
{
    static readonly string[] looking = ["GetCallerIdentity", "AssumeRole (deploy)", "DescribeStacks", "GetTemplate"];

    /// <summary>The publishing role is assumed and the bucket looked at while the template is asked for.</summary>
    static readonly string[] changing =
    [
        "GetParameter",
        "ListObjectsV2",
        "PutObject",
        "CreateChangeSet",
        "DescribeChangeSet",
        "ExecuteChangeSet",
        "DescribeStacks",
    ];

    /// <summary>The APIs of which every stack needs a call of its own.</summary>
    IReadOnlyList<string> PerStack =>
        Scenario.IsChanged ? ["CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet"] : ["GetTemplate"];

    string[] Path => Scenario.IsChanged ? [.. looking, .. changing] : looking;

    /// <summary>One stack's way, as if it were alone.</summary>
    public TimeSpan CriticalPath =>
        (Path.Length * Scenario.Latency)
        + (Scenario.IsChanged ? Scenario.ChangeSetDuration + Scenario.ExecutionDuration : TimeSpan.Zero);

    /// <summary>When the last of an account's calls to one API can leave, after the burst that one second allows.</summary>
    public TimeSpan RateBound =>
        Scenario.CallsPerSecond > 0
            ? TimeSpan.FromSeconds(Math.Max(0, (StacksOfAnAccount - Scenario.CallsPerSecond) / Scenario.CallsPerSecond))
            : TimeSpan.Zero;

    int StacksOfAnAccount => (Scenario.Stacks + Scenario.Accounts - 1) / Scenario.Accounts;

    public IEnumerable<string> Lines =>
        [
            $"critical path: {Units.Seconds(CriticalPath)} = {Path.Length} calls ({string.Join(", ", Path)})"
                + (
                    Scenario.IsChanged
                        ? $", {Units.Seconds(Scenario.ChangeSetDuration)} change set, {Units.Seconds(Scenario.ExecutionDuration)} execution"
                        : ""
                ),
            Scenario.CallsPerSecond > 0
                ? $"rate bound: {Units.Seconds(RateBound)} = {StacksOfAnAccount} calls each of {string.Join(", ", PerStack)}"
                    + $" at {Scenario.CallsPerSecond:0}/s after a burst of {Scenario.CallsPerSecond:0};"
                    + $" with the critical path of the last stack {Units.Seconds(RateBound + CriticalPath)}"
                : "rate bound: none",
        ];
}
