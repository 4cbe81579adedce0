using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Guards;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;
using LocalAws.Sns;
using LocalAws.Sqs;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws.S3.Notifications;

/// <summary>
/// Tells the queues and topics of a bucket what happens to its objects (S3 User Guide, "Event message structure"). What they do not
/// let in is lost; functions are told nothing, since none runs here.
/// </summary>
sealed class EventNotifier(World world, Func<MessageOperations> messages, Func<SnsOperations> topics)
{
    const string Service = "s3.amazonaws.com";
    const string Test = "TestEvent";
    const string EmptyTag = "d41d8cd98f00b204e9800998ecf8427e";
    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    long _sequence;

    /// <summary>
    /// Throws unless each destination is there and takes the test event that it is sent, as S3 asks before it keeps a configuration
    /// (S3 API Reference, PutBucketNotificationConfiguration).
    /// </summary>
    public void Validate(Bucket bucket, XElement configuration)
    {
        var all = Destination.Of(configuration);
        if (all.Any(one => one.Region != bucket.Region))
            throw S3Failures.InvalidArgument(
                "The notification destination service region is not valid for the bucket location constraint",
                null,
                null
            );
        var details = new Dictionary<string, string>();
        foreach (var destination in all.DistinctBy(one => one.Arn))
        {
            if (Problem(bucket, destination) is not { } problem)
                continue;
            var number = (details.Count / 2 + 1).ToString(CultureInfo.InvariantCulture);
            details["ArgumentName" + number] = destination.Arn;
            details["ArgumentValue" + number] = problem;
        }
        if (details.Count > 0)
            throw new AwsException("InvalidArgument", "Unable to validate the following destination configurations")
            {
                Details = details,
            };
    }

    /// <summary>Tells of an object what happened to it.</summary>
    /// <param name="request">The bucket and who did it.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="happened">Such as ObjectCreated:Put.</param>
    /// <param name="found">The object, version or delete marker.</param>
    public void Tell(BucketRequest request, Bucket bucket, string happened, StoredObject found)
    {
        if (!bucket.Configurations.TryGetValue(BucketConfiguration.Notification, out var xml))
            return;
        foreach (var destination in Destination.Of(ShallowXml.Parse(xml)).Where(one => one.Takes(happened, found.Key)))
        {
            var text = new JsonObject
            {
                ["Records"] = new JsonArray(Record(request, bucket, happened, found, destination.Id)),
            };
            Send(bucket, destination, text.ToJsonString(_plain));
        }
    }

    /// <summary>What keeps a destination from being told, or null.</summary>
    string? Problem(Bucket bucket, Destination destination)
    {
        if (destination.Kind == Destination.Function)
            return null;
        var kind = destination.Kind == Destination.Queue ? "queue" : "topic";
        var exists =
            destination.Kind == Destination.Queue
                ? messages().Exists(destination.Arn)
                : topics().Exists(destination.Arn);
        if (!exists)
            return $"The destination {kind} does not exist";
        return Send(bucket, destination, TestEvent(bucket))
            ? null
            : $"Permissions on the destination {kind} do not allow S3 to publish notifications from this bucket";
    }

    bool Send(Bucket bucket, Destination destination, string text)
    {
        var source = new ServiceSource(bucket.Account, ArnOf(bucket));
        return destination.Kind switch
        {
            Destination.Queue => messages().SendFor(Service, source, destination.Arn, new(text)),
            Destination.Topic => topics()
                .PublishFor(Service, source, destination.Arn, new(text) { Subject = "Amazon S3 Notification" }),
            _ => false,
        };
    }

    string TestEvent(Bucket bucket) =>
        new JsonObject
        {
            ["Service"] = "Amazon S3",
            ["Event"] = "s3:" + Test,
            ["Time"] = S3Xml.Time(world.Now),
            ["Bucket"] = bucket.Name,
            ["RequestId"] = Guid.NewGuid().ToString(),
            ["HostId"] = Guid.NewGuid().ToString(),
        }.ToJsonString(_plain);

    JsonObject Record(
        BucketRequest request,
        Bucket bucket,
        string happened,
        StoredObject found,
        string configuration
    ) =>
        new()
        {
            ["eventVersion"] = IsOfData(happened) ? "2.1" : "2.3",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = bucket.Region,
            ["eventTime"] = S3Xml.Time(world.Now),
            ["eventName"] = happened,
            ["userIdentity"] = new JsonObject
            {
                ["principalId"] = request.Caller.UserId.Length > 0 ? "AWS:" + request.Caller.UserId : "Anonymous",
            },
            ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = "127.0.0.1" },
            ["responseElements"] = new JsonObject
            {
                ["x-amz-request-id"] = request.RequestId,
                ["x-amz-id-2"] = request.RequestId,
            },
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["configurationId"] = configuration,
                ["bucket"] = new JsonObject
                {
                    ["name"] = bucket.Name,
                    ["ownerIdentity"] = new JsonObject { ["principalId"] = PrincipalOf(bucket.Account) },
                    ["arn"] = ArnOf(bucket),
                },
                ["object"] = Object(happened, found),
            },
        };

    JsonObject Object(string happened, StoredObject found)
    {
        var isCreated = happened.StartsWith("ObjectCreated:", StringComparison.Ordinal);
        var told = new JsonObject
        {
            ["key"] = Uri.EscapeDataString(found.Key)
                .Replace("%2F", "/", StringComparison.Ordinal)
                .Replace("%20", "+", StringComparison.Ordinal),
        };
        if (isCreated)
            told["size"] = found.Size;
        if (happened != "ObjectRemoved:Delete")
            told["eTag"] = found.IsDeleteMarker ? EmptyTag : found.ETag.Trim('"');
        if (found.VersionId != StoredObject.NullVersion)
            told["versionId"] = found.VersionId;
        if (IsOfData(happened))
            told["sequencer"] = NextSequencer();
        return told;
    }

    /// <summary>Hexadecimal digits that order the events of a key.</summary>
    string NextSequencer()
    {
        var now = world.Now.UtcTicks;
        long next;
        long last;
        do
        {
            last = Interlocked.Read(ref _sequence);
            next = Math.Max(last + 1, now);
        } while (Interlocked.CompareExchange(ref _sequence, next, last) != last);
        return next.ToString("X18", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an event is of the object itself, and not of its tags or access control list.</summary>
    static bool IsOfData(string happened) =>
        happened.StartsWith("ObjectCreated:", StringComparison.Ordinal)
        || happened.StartsWith("ObjectRemoved:", StringComparison.Ordinal);

    static string ArnOf(Bucket bucket) => $"arn:{Partitions.Of(bucket.Region)}:s3:::{bucket.Name}";

    static string PrincipalOf(string account) => "A" + CanonicalUsers.IdOf(account)[..13].ToUpperInvariant();
}
