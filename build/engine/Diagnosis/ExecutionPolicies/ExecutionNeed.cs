namespace Diagnosis.ExecutionPolicies;

/// <summary>Something that CloudFormation has to be allowed, and for which resource.</summary>
/// <param name="Action">Like s3:CreateBucket.</param>
/// <param name="Resource">An ARN as a policy names it, with wildcards for what only AWS will know.</param>
/// <param name="For">What needs it.</param>
public sealed record ExecutionNeed(string Action, string Resource, NeededFor For)
{
    /// <summary>The condition that such a request always meets; null: none that is known.</summary>
    public NeedCondition? Condition { get; init; }
}

/// <summary>The resource of a template that a permission is for.</summary>
/// <param name="Stack">The stack's display name.</param>
/// <param name="LogicalId">Empty where it is for the stack itself.</param>
/// <param name="ResourceType">Like AWS::S3::Bucket.</param>
public sealed record NeededFor(string Stack, string LogicalId, string ResourceType);

/// <summary>A key of the request that equals one of the values.</summary>
/// <param name="Key">Like iam:PassedToService.</param>
/// <param name="Values">In order.</param>
public sealed record NeedCondition(string Key, IReadOnlyList<string> Values)
{
    /// <summary>Tells conditions apart.</summary>
    public string Text => $"{Key}={string.Join(',', Values)}";
}
