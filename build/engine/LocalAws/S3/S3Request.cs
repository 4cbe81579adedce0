using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Guards;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;
using LocalAws.Shapes;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3;

/// <summary>A request to S3 with its bucket and key.</summary>
sealed class S3Request
{
    const int LargestXml = 4 * 1024 * 1024;
    OperationShape? _operation;

    /// <summary>When it is answered.</summary>
    public DateTimeOffset Now { get; private set; }
    bool _isMalformed;

    /// <param name="regionOf">The region of a bucket, which requests are for whose signature names none.</param>
    public S3Request(AwsRequest request, Func<string, string?>? regionOf = null)
    {
        Aws = request;
        var address = request.Raw.BucketOfHost is { } bucket
            ? new S3Address(bucket, Uri.UnescapeDataString(request.Raw.Path[1..]), null)
            : S3Address.OfPath(request.Raw.Path);
        (Bucket, Key) = (address.Bucket, address.Key);
        Region = request.Region.Length > 0 ? request.Region : regionOf?.Invoke(Bucket) ?? "us-east-1";
    }

    public string Region { get; }

    public AwsRequest Aws { get; private set; }

    public string Bucket { get; }

    public string Key { get; }

    public string Method => Aws.Raw.Method;

    public QueryPairs Query => Aws.Raw.Query;

    public IHeaderDictionary Headers => Aws.Raw.Headers;

    public HttpResponse Response => Aws.Http.Response;

    public BucketRequest OfBucket =>
        new(Aws.Caller, Region, Bucket)
        {
            ExpectedOwner = Header("x-amz-expected-bucket-owner"),
            IsMalformed = _isMalformed,
            RequestId = Aws.RequestId,
        };

    /// <summary>Refuses what query and headers give and nothing here acts on; the rest answers condition keys.</summary>
    public void CheckMembers(DateTimeOffset now)
    {
        Now = now;
        Aws = Aws.Giving(SignatureKeys.Of(Aws, now));
        string[] path =
            Bucket.Length == 0 ? []
            : Key.Length == 0 ? [Bucket]
            : [Bucket, Key];
        _operation = RestOperations.Find("s3", Method, path, Query, Headers);
        CheckVersion();
        if (_operation is { Name: { } name } && ActedMembers.Of("s3")?.ContainsKey(name) == false)
            throw S3Failures.NotImplemented($"the operation {name}");
        if (_operation is not null)
            Aws = Aws.Giving(
                RequestGuard.Check("s3", _operation.Name, shape => RestRequestValues.Read(Query, Headers, shape))
            );
    }

    internal const string Bypass = "x-amz-bypass-governance-retention";

    void CheckVersion()
    {
        if (Query["versionId"] is not { } version || Key.Length == 0)
            return;
        if (version.Length == 0)
            throw S3Failures.InvalidArgument("Version id cannot be the empty string", "versionId", version);
        if (version.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '-')))
            throw S3Failures.InvalidVersion(version);
    }

    /// <summary>The one encoding of names in listings is that of URLs.</summary>
    public void CheckEncodingType()
    {
        if (Query["encoding-type"] is { } encoding && encoding != "url")
            throw S3Failures.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
    }

    /// <summary>A header, null where it is absent or empty.</summary>
    public string? Header(string name) => Headers[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Whether the request asks to get around the governance mode of locks; null where it says nothing of it.</summary>
    public bool? BypassesGovernance => Header(Bypass) is { } value ? IsTrue(value) : null;

    /// <summary>Whether a header is true.</summary>
    public bool IsSet(string header) => IsTrue(Header(header));

    /// <summary>Whether a value is true in any case: older versions of botocore write it as Python does, <c>True</c>.</summary>
    public static bool IsTrue(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>EntityTooLarge for a body of more than 5 GB, the most that one request brings.</summary>
    public void CheckSize()
    {
        const long Most = 5L << 30;
        var length = long.TryParse(
            Header("x-amz-decoded-content-length"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var decoded
        )
            ? decoded
            : Aws.Http.Request.ContentLength ?? 0;
        if (length > Most)
            throw new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
            {
                Details = new Dictionary<string, string>
                {
                    ["ProposedSize"] = length.ToString(CultureInfo.InvariantCulture),
                    ["MaxSizeAllowed"] = Most.ToString(CultureInfo.InvariantCulture),
                },
            };
    }

    /// <summary>A whole number of the query, or InvalidArgument.</summary>
    public int Integer(string name, int otherwise)
    {
        if (Query[name] is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Failures.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }

    /// <summary>The body as text, verified.</summary>
    public async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        await using var body = Aws.OpenBody();
        var text = await BufferedBody.ReadAsync(body, LargestXml, S3Failures.MalformedXml, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(text.Span);
    }

    /// <summary>The body as XML, or MalformedXML.</summary>
    public async Task<XElement> ReadXmlAsync(CancellationToken cancellationToken) =>
        ParseXml(await ReadTextAsync(cancellationToken));

    /// <summary>A body as XML; what nothing here acts on is refused.</summary>
    public XElement ParseXml(string text)
    {
        if (text.Length == 0 && Query.Has("legal-hold"))
            throw S3Failures.MalformedXml();
        if (text.Length == 0 && Method == "PUT")
            throw new AwsException("MissingRequestBodyError", "Request Body is empty");
        try
        {
            var xml = ShallowXml.Parse(text);
            if (_operation is { Input: { } input })
            {
                var given = RestRequestValues.ReadBody(xml, input);
                Aws = Aws.Giving(RequestGuard.Check("s3", _operation.Name, _ => given));
                _isMalformed = !BodySchema.Accepts(given, input);
                if (_isMalformed && Method != "PUT")
                    throw S3Failures.MalformedXml();
            }
            return xml;
        }
        catch (XmlException)
        {
            throw Query.Has("acl") ? AclDocument.Malformed() : S3Failures.MalformedXml();
        }
    }

    /// <summary>What a request to store says besides the body.</summary>
    public PutRequest Put() => new PutHeaders(Headers).Read(Key, Now);

    /// <summary>What an access control list of the body grants, or null without a body; MalformedACLError where it is none.</summary>
    public IReadOnlyList<Grant>? ReadGrants(string text, string owner)
    {
        if (text.Length == 0)
            return null;
        var xml = ParseXml(text);
        return _isMalformed ? throw AclDocument.Malformed() : AclDocument.Read(xml, owner);
    }
}
