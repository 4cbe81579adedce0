namespace LocalAws.CloudFormation.Validations;

/// <summary>A check of a change set that failed before anything was done.</summary>
public sealed record ValidationFailure
{
    public const string Property = "PROPERTY_VALIDATION";
    public const string NameConflict = "NAME_CONFLICT_VALIDATION";
    public const string BucketEmptiness = "BUCKET_EMPTINESS_VALIDATION";

    /// <summary>The id of its event.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>One of the names above.</summary>
    public required string Name { get; init; }
    public required string LogicalId { get; init; }
    public required string Type { get; init; }
    public string? PhysicalId { get; init; }
    public required string Reason { get; init; }

    /// <summary>Where in the template, as /Resources/Bucket/Properties.</summary>
    public required string Path { get; init; }

    /// <summary>What is checked once more before it is done only warns.</summary>
    public bool IsWarning => Name == BucketEmptiness;

    /// <summary>The check as a change set's status names it.</summary>
    public string Check =>
        Name == Property ? "AWS::EarlyValidation::PropertyValidation" : "AWS::EarlyValidation::ResourceExistenceCheck";
}
