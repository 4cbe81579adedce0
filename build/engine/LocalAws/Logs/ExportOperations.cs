using System.Globalization;
using System.IO.Compression;
using System.Text;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;
using LocalAws.Sts;

namespace LocalAws.Logs;

/// <summary>
/// Exports of log groups to buckets, whose policy has to let CloudWatch Logs (CloudWatch Logs User Guide, "Exporting log data to
/// Amazon S3"). They are done at once.
/// </summary>
public sealed class ExportOperations
{
    const string CheckFile = "aws-logs-write-test";
    readonly LogAccess _access;
    readonly Func<ServiceObjects> _objects;

    internal ExportOperations(LogAccess access, Func<ServiceObjects> objects) =>
        (_access, _objects) = (access, objects);

    /// <summary>Exports events, a file for each stream.</summary>
    public async Task<ExportTask> CreateAsync(
        Caller caller,
        string region,
        ExportTask wanted,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(wanted);
        var group = _access.Demand(caller, region, wanted.Group, "logs:CreateExportTask");
        if (wanted.From >= wanted.To)
            throw LogAccess.Invalid("The time that the export begins with has to be before the one that it ends with.");
        var bucket = CheckBucket(group, wanted, region);
        var task = wanted with { Created = _access.Now, Completed = _access.Now };
        await _objects()
            .PutAsync(
                bucket,
                $"{task.Prefix}/{CheckFile}",
                "Permission Check Successful"u8.ToArray(),
                cancellationToken
            );
        foreach (var (stream, events) in EventsOf(group, task))
        {
            var name = stream.Replace('/', '-');
            await _objects()
                .PutAsync(bucket, $"{task.Prefix}/{task.Id}/{name}/000000.gz", Packed(events), cancellationToken);
        }
        _access.Exports(caller.Account, region).Put(task.Id, task);
        return task;
    }

    /// <summary>The exports of the account, the newest first.</summary>
    public IReadOnlyList<ExportTask> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOnAll(caller, region, "logs:DescribeExportTasks");
        return [.. _access.Exports(caller.Account, region).All().OrderByDescending(task => task.Created)];
    }

    /// <summary>Throws: an export that there is has ended.</summary>
    public void Cancel(Caller caller, string region, string id)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandOnAll(caller, region, "logs:CancelExportTask");
        throw _access.Exports(caller.Account, region).Find(id) is null
            ? new AwsException("ResourceNotFoundException", "The specified export task does not exist.")
            : new AwsException("InvalidOperationException", "The specified export task has already finished.");
    }

    Bucket CheckBucket(LogGroup group, ExportTask task, string region)
    {
        if (_objects().Find(task.Bucket) is not { } bucket || bucket.Region != region)
            throw LogAccess.Invalid("The given bucket does not exist. Please make sure the bucket is valid.");
        string[] services = [$"logs.{region}.amazonaws.com", "logs.amazonaws.com"];
        var source = new ServiceSource(Iam.Arns.AccountOf(group.Arn), group.Arn);
        if (!_objects().Lets(services, source, bucket, "s3:GetBucketAcl"))
            throw Denied("GetBucketAcl");
        if (!_objects().Lets(services, source, bucket, "s3:PutObject", $"{task.Prefix}/{CheckFile}"))
            throw Denied("PutObject");
        return bucket;
    }

    IEnumerable<(string Stream, IReadOnlyList<LogEvent> Events)> EventsOf(LogGroup group, ExportTask task)
    {
        var batches = _access
            .Batches(Iam.Arns.AccountOf(group.Arn), Iam.Arns.RegionOf(group.Arn))
            .Range(LogAccess.StreamKey(group.Name, task.StreamPrefix ?? ""), after: null, int.MaxValue);
        foreach (var ofStream in batches.GroupBy(pair => pair.Key.Split(':')[1]))
        {
            var events = ofStream
                .SelectMany(pair => pair.Value.Events)
                .Where(found => found.Timestamp >= task.From && found.Timestamp < task.To)
                .OrderBy(found => found.Timestamp)
                .ToList();
            if (events.Count > 0)
                yield return (ofStream.Key, events);
        }
    }

    /// <summary>A line for each event: its time and its message.</summary>
    static byte[] Packed(IReadOnlyList<LogEvent> events)
    {
        using var buffer = new MemoryStream();
        using (var packed = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            foreach (var one in events)
            {
                var time = DateTimeOffset
                    .FromUnixTimeMilliseconds(one.Timestamp)
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                packed.Write(Encoding.UTF8.GetBytes($"{time} {one.Message}\n"));
            }
        }
        return buffer.ToArray();
    }

    static AwsException Denied(string call) =>
        LogAccess.Invalid(
            $"{call} call on the given bucket failed. Please check if CloudWatch Logs has been granted permission to perform this operation."
        );
}
