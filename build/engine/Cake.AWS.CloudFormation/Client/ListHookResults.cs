using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>What hooks made of a change set.</summary>
/// <param name="ChangeSetId">Its ARN.</param>
public sealed record ListHookResultsRequest(string ChangeSetId) : PagedRequest<ListHookResultsResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("TargetType", "CHANGE_SET").Add("TargetId", ChangeSetId).Add("NextToken", NextToken);

    internal override ListHookResultsResult Read(XElement result) =>
        new(result.List("HookResults", HookResult.Read), result.Text("NextToken"));
}

public sealed record ListHookResultsResult(IReadOnlyList<HookResult> HookResults, string? NextToken) : IPage;

/// <summary>What one hook made of its target.</summary>
/// <param name="TypeName">The hook, such as Private::Guard::Buckets.</param>
/// <param name="Status">HOOK_IN_PROGRESS, HOOK_COMPLETE_SUCCEEDED, HOOK_COMPLETE_FAILED or HOOK_FAILED.</param>
/// <param name="FailureMode">FAIL stops the operation, WARN does not.</param>
public sealed record HookResult(string? TypeName, string? Status, string? FailureMode, string? StatusReason)
{
    /// <summary>It stopped what it was asked about.</summary>
    public bool HasStopped => IsFailed(Status) && FailureMode != "WARN";

    internal static bool IsFailed(string? status) => status is "HOOK_COMPLETE_FAILED" or "HOOK_FAILED";

    internal static HookResult Read(XElement member) =>
        new(
            member.Text("TypeName"),
            member.Text("Status"),
            member.Text("FailureMode"),
            member.Text("HookStatusReason")
        );
}
