namespace LocalAws.CodeBuild.Reports;

/// <summary>A group of reports.</summary>
public sealed record ReportGroup(
    string Name,
    string Arn,
    string Type,
    string ExportType,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>Test results that one build handed in.</summary>
/// <param name="BuildArn">The build.</param>
/// <param name="Status">SUCCEEDED, FAILED or INCOMPLETE.</param>
public sealed record Report(
    string Arn,
    string GroupArn,
    string Name,
    string BuildArn,
    string Status,
    DateTimeOffset Created,
    IReadOnlyList<TestCase> Cases
);

/// <summary>A test.</summary>
/// <param name="Prefix">Its class or suite.</param>
/// <param name="Status">SUCCEEDED, FAILED, ERROR or SKIPPED.</param>
/// <param name="Message">What it says of its failure, or null.</param>
public sealed record TestCase(
    string Prefix,
    string Name,
    string Status,
    long DurationInNanoseconds,
    string? Message,
    string RawDataPath
);
