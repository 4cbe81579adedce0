using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.CodeBuild.Reports;

/// <summary>What CodeBuild does with reports and their groups; all of it is authorized on the group.</summary>
public sealed class ReportOperations
{
    readonly World _world;
    readonly Authorizer _authorizer;

    internal ReportOperations(World world, Authorizer authorizer) => (_world, _authorizer) = (world, authorizer);

    /// <summary>Makes a group.</summary>
    public ReportGroup CreateGroup(
        Caller caller,
        string region,
        string name,
        string type,
        string exportType,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (exportType != "NO_EXPORT")
            throw CodeBuildFailures.Invalid($"The local CodeBuild exports no reports: exportConfigType {exportType}");
        if (type is not ("TEST" or "CODE_COVERAGE"))
            throw CodeBuildFailures.Invalid($"Invalid report group type: {type}");
        var arn = $"arn:{Partitions.Of(region)}:codebuild:{region}:{caller.Account}:report-group/{name}";
        _authorizer.Demand(
            caller,
            new AccessQuestion("codebuild:CreateReportGroup", arn, region).WithRequestTags(tags)
        );
        var group = new ReportGroup(name, arn, type, exportType, _world.Now, _world.Now, tags);
        return Groups(caller.Account, region).TryAdd(name, group)
            ? group
            : throw CodeBuildFailures.Exists($"Report group {arn} already exists");
    }

    /// <summary>The group of that name, made where there is none.</summary>
    public ReportGroup EnsureGroup(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Groups(caller.Account, region).Find(name)
            ?? CreateGroup(caller, region, name, "TEST", "NO_EXPORT", new Dictionary<string, string>());
    }

    /// <summary>Changes a group's tags.</summary>
    public ReportGroup UpdateGroup(Caller caller, string region, string arn, IReadOnlyDictionary<string, string> tags)
    {
        var group = Demand(caller, region, "codebuild:UpdateReportGroup", arn);
        return Groups(Iam.Arns.AccountOf(group.Arn), region)
            .Update(group.Name, _ => group with { Tags = tags, Changed = _world.Now })!;
    }

    /// <summary>Deletes a group, with its reports where that is asked for.</summary>
    public void DeleteGroup(Caller caller, string region, string arn, bool deletesReports)
    {
        var group = Demand(caller, region, "codebuild:DeleteReportGroup", arn);
        var account = Iam.Arns.AccountOf(group.Arn);
        var reports = Reports(account, region).Range($"{group.Name}:", after: null, int.MaxValue);
        if (reports.Count > 0 && !deletesReports)
            throw CodeBuildFailures.Invalid($"Report group {arn} has reports: delete them, or set deleteReports");
        foreach (var (key, _) in reports)
            Reports(account, region).Remove(key);
        Groups(account, region).Remove(group.Name);
    }

    /// <summary>The groups of those ARNs; null where there is none.</summary>
    public IReadOnlyList<(string Arn, ReportGroup? Group)> GetGroups(
        Caller caller,
        string region,
        IReadOnlyList<string> arns
    ) => [.. arns.Select(arn => (arn, Find(caller, region, "codebuild:BatchGetReportGroups", arn)))];

    /// <summary>The account's groups.</summary>
    public IReadOnlyList<ReportGroup> ListGroups(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        DemandListing(caller, region, "codebuild:ListReportGroups");
        return Groups(caller.Account, region).All();
    }

    /// <summary>The reports of those ARNs; null where there is none.</summary>
    public IReadOnlyList<(string Arn, Report? Report)> GetReports(
        Caller caller,
        string region,
        IReadOnlyList<string> arns
    ) =>
        [
            .. arns.Select(arn =>
            {
                var (group, report) = Split(arn);
                Find(caller, region, "codebuild:BatchGetReports", group);
                return (arn, Reports(Iam.Arns.AccountOf(arn), region).Find(report));
            }),
        ];

    /// <summary>The reports of a group, the newest first.</summary>
    public IReadOnlyList<Report> ListReports(Caller caller, string region, string groupArn)
    {
        var group = Demand(caller, region, "codebuild:ListReportsForReportGroup", groupArn);
        return
        [
            .. Reports(Iam.Arns.AccountOf(group.Arn), region)
                .Range($"{group.Name}:", after: null, int.MaxValue)
                .Select(pair => pair.Value)
                .OrderByDescending(report => report.Created),
        ];
    }

    /// <summary>The tests of a report.</summary>
    public Report DescribeCases(Caller caller, string region, string reportArn)
    {
        var (group, report) = Split(reportArn);
        Demand(caller, region, "codebuild:DescribeTestCases", group);
        return Reports(Iam.Arns.AccountOf(reportArn), region).Find(report)
            ?? throw CodeBuildFailures.NotFound($"Report {reportArn} does not exist");
    }

    /// <summary>Whether there is a group of that name or ARN.</summary>
    internal bool Exists(string account, string region, string nameOrArn) =>
        Groups(account, region).Find(nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..]) is not null;

    /// <summary>Begins a report of a build: codebuild:CreateReport.</summary>
    internal Report Create(Caller role, string region, string groupArn, BuildRecord build)
    {
        var group = Demand(role, region, "codebuild:CreateReport", groupArn);
        var id = $"{group.Name}:{Guid.NewGuid()}";
        var arn = $"arn:{Partitions.Of(region)}:codebuild:{region}:{role.Account}:report/{id}";
        return Put(new(arn, group.Arn, id, build.Arn, "INCOMPLETE", _world.Now, []));
    }

    /// <summary>Adds tests: codebuild:BatchPutTestCases.</summary>
    internal void PutCases(Caller role, string region, Report report, IReadOnlyList<TestCase> cases)
    {
        Demand(role, region, "codebuild:BatchPutTestCases", report.GroupArn);
        Put(report with { Cases = cases });
    }

    /// <summary>Ends a report: codebuild:UpdateReport.</summary>
    internal Report Complete(Caller role, string region, Report report, IReadOnlyList<TestCase> cases)
    {
        Demand(role, region, "codebuild:UpdateReport", report.GroupArn);
        var failed = cases.Any(test => test.Status is "FAILED" or "ERROR");
        return Put(report with { Cases = cases, Status = failed ? "FAILED" : "SUCCEEDED" });
    }

    Report Put(Report report)
    {
        Reports(Iam.Arns.AccountOf(report.Arn), Iam.Arns.RegionOf(report.Arn)).Put(report.Name, report);
        return report;
    }

    ReportGroup Demand(Caller caller, string region, string action, string arn) =>
        Find(caller, region, action, arn) ?? throw CodeBuildFailures.NotFound($"Report group {arn} does not exist");

    ReportGroup? Find(Caller caller, string region, string action, string arn)
    {
        if (arn.Split(':', 6) is not ["arn", _, "codebuild", var home, var account, var resource])
            throw CodeBuildFailures.Invalid($"Invalid report group ARN: {arn}");
        var name = resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var group = home == region && _world.HasAccount(account) ? Groups(account, region).Find(name) : null;
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, region).WithResourceTags(group?.Tags ?? new Dictionary<string, string>())
        );
        return group;
    }

    void DemandListing(Caller caller, string region, string action) =>
        _authorizer.Demand(caller, new AccessQuestion(action, "*", region) { ResourceAccount = caller.Account });

    /// <summary>A report's group by ARN, and the key of the report.</summary>
    static (string Group, string Key) Split(string reportArn)
    {
        var at = reportArn.IndexOf(":report/", StringComparison.Ordinal);
        if (at < 0)
            throw CodeBuildFailures.Invalid($"Invalid report ARN: {reportArn}");
        var key = reportArn[(at + ":report/".Length)..];
        return ($"{reportArn[..at]}:report-group/{key.Split(':')[0]}", key);
    }

    Table<ReportGroup> Groups(string account, string region) =>
        _world.Table(CodeBuildTables.ReportGroups, account, region);

    Table<Report> Reports(string account, string region) => _world.Table(CodeBuildTables.Reports, account, region);
}
