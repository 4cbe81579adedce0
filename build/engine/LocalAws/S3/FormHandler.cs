using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.Forms;
using LocalAws.S3.Objects;
using LocalAws.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LocalAws.S3;

/// <summary>Objects from browser forms on the wire (S3 API Reference, "POST Object").</summary>
sealed class FormHandler(S3Operations operations)
{
    const string Algorithm = "x-amz-algorithm";

    public async Task PostAsync(S3Request s3, CancellationToken cancellationToken)
    {
        await using var body = s3.Aws.OpenBody();
        var form = await PostForm.ReadAsync(s3.Headers.ContentType.ToString(), body, cancellationToken);
        var key = form["key"] is { Length: > 0 } given
            ? form.FileName.Length == 0
                ? given
                : given.Replace("${filename}", form.FileName, StringComparison.Ordinal)
            : throw Needs("key");
        var headers = HeadersOf(form);
        var signed = Signed(s3, form, headers);
        var policy =
            form["policy"] is { } text && signed.Aws.Caller.AccessKeyId is not null ? PostPolicy.Parse(text) : null;
        policy?.Check(WithKey(form.Fields, key), s3.Bucket, operations.Buckets.Now);
        var put = new PutHeaders(headers).Read(key, operations.Buckets.Now) with { IsForm = true };
        if (form["tagging"] is { Length: > 0 } tagging)
            put = put with { Tags = S3Tags.OfObject(s3.ParseXml(tagging)) };
        await using var file = new FormBody(form.File, policy?.Least ?? 0, policy?.Most ?? 5L << 30);
        var stored = await operations.Objects.PutAsync(signed.OfBucket, put, file, cancellationToken);
        ObjectHandler.Describe(s3, stored);
        s3.Response.Headers.ETag = stored.ETag;
        await AnswerAsync(s3, form, stored);
    }

    static Dictionary<string, string> WithKey(IReadOnlyDictionary<string, string> fields, string key) =>
        new(fields, StringComparer.OrdinalIgnoreCase) { ["key"] = key };

    /// <summary>The request of whoever signed the form; nobody where it has no signature.</summary>
    S3Request Signed(S3Request s3, PostForm form, HeaderDictionary headers)
    {
        var signature = SignatureOf(form);
        if (signature is { Scope: null } && !SignatureVersion2.Regions.Contains(s3.Region))
            throw S3Failures.InvalidRequest(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
            );
        var caller = signature is null ? Caller.Anonymous : s3.Aws.VerifyForm!(signature);
        var region = signature?.Scope?.Region ?? "";
        var shape = RequestGuard.Check(
            "s3",
            "PutObject",
            input => RestRequestValues.Read(QueryPairs.Parse(""), headers, input)
        );
        var aws = (s3.Aws with { Caller = region.Length > 0 ? caller.Of(region) : caller, Region = region })
            .Giving(SignatureKeys.OfForm(signature))
            .Giving(shape);
        return new(aws, operations.Buckets.RegionOf);
    }

    static FormSignature? SignatureOf(PostForm form)
    {
        if (form[Algorithm] is { } algorithm)
        {
            if (algorithm != Authorization.Algorithm)
                throw S3Failures.InvalidArgument(
                    "x-amz-algorithm only supports \"AWS4-HMAC-SHA256\"",
                    Algorithm,
                    algorithm
                );
            var credential = form["x-amz-credential"] ?? throw Needs("X-Amz-Credential");
            var scope = CredentialScope.Parse(credential);
            return new(
                form["policy"] ?? throw Needs("policy"),
                scope.AccessKeyId,
                scope,
                form["x-amz-signature"] ?? throw Needs("X-Amz-Signature"),
                form["x-amz-security-token"]
            );
        }
        if (form["AWSAccessKeyId"] is null && form["signature"] is null && form["policy"] is null)
            return null;
        return new(
            form["policy"] ?? throw Needs("policy"),
            form["AWSAccessKeyId"] ?? throw Needs("AWSAccessKeyId"),
            null,
            form["signature"] ?? throw Needs("signature"),
            form["x-amz-security-token"]
        );
    }

    /// <summary>The headers that the fields of a form stand for.</summary>
    static HeaderDictionary HeadersOf(PostForm form)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in form.Fields)
        {
            if (value.Any(char.IsControl) && !name.Equals("tagging", StringComparison.OrdinalIgnoreCase))
                throw S3Failures.InvalidArgument("Header value cannot be represented", name, value);
            if (!name.Equals("tagging", StringComparison.OrdinalIgnoreCase))
                headers[name.Equals("acl", StringComparison.OrdinalIgnoreCase) ? "x-amz-acl" : name] = value;
        }
        return headers;
    }

    static async Task AnswerAsync(S3Request s3, PostForm form, StoredObject stored)
    {
        var location = $"http://{s3.Aws.Http.Request.Host}/{s3.Bucket}/{Uri.EscapeDataString(stored.Key)}";
        s3.Response.Headers.Location = location;
        var redirect = form["success_action_redirect"] ?? form["redirect"];
        if (Uri.TryCreate(redirect, UriKind.Absolute, out var target) && target.Scheme is "http" or "https")
        {
            var joint = target.Query.Length == 0 ? '?' : '&';
            s3.Response.StatusCode = StatusCodes.Status303SeeOther;
            s3.Response.Headers[HeaderNames.Location] =
                $"{target.AbsoluteUri}{joint}bucket={Uri.EscapeDataString(s3.Bucket)}&key={Uri.EscapeDataString(stored.Key)}&etag={Uri.EscapeDataString(stored.ETag)}";
            return;
        }
        s3.Response.StatusCode = form["success_action_status"] switch
        {
            "200" => 200,
            "201" => 201,
            _ => 204,
        };
        if (s3.Response.StatusCode == 201)
            await XmlAnswer.WriteAsync(
                s3.Aws.Http,
                201,
                new XElement(
                    "PostResponse",
                    new XElement("Location", location),
                    new XElement("Bucket", s3.Bucket),
                    new XElement("Key", stored.Key),
                    new XElement("ETag", stored.ETag)
                ),
                "application/xml"
            );
    }

    static AwsException Needs(string field) =>
        S3Failures.InvalidArgument(
            $"Bucket POST must contain a field named '{field}'.  If it is specified, please check the order of the fields.",
            field,
            ""
        );
}
