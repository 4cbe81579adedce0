using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>A stack as DescribeStacks shows it.</summary>
public sealed record StackDescription
{
    /// <summary>The stack's ARN, under which it is found even when deleted.</summary>
    public required string StackId { get; init; }
    public required string StackName { get; init; }
    public required StackStatus Status { get; init; }
    public string? StatusReason { get; init; }
    public string? Description { get; init; }
    public string? ChangeSetId { get; init; }
    public string? RoleArn { get; init; }
    public string? ParentId { get; init; }
    public bool TerminationProtection { get; init; }
    public bool DisableRollback { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
    public DateTimeOffset? LastUpdatedTime { get; init; }
    public DateTimeOffset? DeletionTime { get; init; }
    public IReadOnlyList<StackParameter> Parameters { get; init; } = [];
    public IReadOnlyList<StackTag> Tags { get; init; } = [];
    public IReadOnlyList<StackOutput> Outputs { get; init; } = [];
    public IReadOnlyList<string> Capabilities { get; init; } = [];
    public IReadOnlyList<string> NotificationArns { get; init; } = [];

    internal static StackDescription Read(XElement member) =>
        new()
        {
            StackId = member.Required("StackId"),
            StackName = member.Required("StackName"),
            Status = new StackStatus(member.Required("StackStatus")),
            StatusReason = member.Text("StackStatusReason"),
            Description = member.Text("Description"),
            ChangeSetId = member.Text("ChangeSetId"),
            RoleArn = member.Text("RoleARN"),
            ParentId = member.Text("ParentId"),
            TerminationProtection = member.Flag("EnableTerminationProtection") ?? false,
            DisableRollback = member.Flag("DisableRollback") ?? false,
            CreationTime = member.Time("CreationTime"),
            LastUpdatedTime = member.Time("LastUpdatedTime"),
            DeletionTime = member.Time("DeletionTime"),
            Parameters = member.List("Parameters", StackParameter.Read),
            Tags = member.List("Tags", StackTag.Read),
            Outputs = member.List("Outputs", StackOutput.Read),
            Capabilities = member.Texts("Capabilities"),
            NotificationArns = member.Texts("NotificationARNs"),
        };
}

/// <summary>An output of a stack, and the name under which it is exported, if it is.</summary>
public sealed record StackOutput(string Key, string Value, string? ExportName = null, string? Description = null)
{
    internal static StackOutput Read(XElement member) =>
        new(
            member.Required("OutputKey"),
            member.Text("OutputValue") ?? "",
            member.Text("ExportName"),
            member.Text("Description")
        );
}
