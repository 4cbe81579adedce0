using LocalAws.Protocol;

namespace LocalAws.S3;

/// <summary>The errors of the S3 API reference.</summary>
static class S3Failures
{
    public static AwsException NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Details = Detail("BucketName", bucket) };

    public static AwsException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Details = Detail("Key", key) };

    public static AwsException NoSuchVersion(string key, string version) =>
        new("NoSuchVersion", "The specified version does not exist.", 404)
        {
            Details = new Dictionary<string, string> { ["Key"] = key, ["VersionId"] = version },
        };

    /// <summary>That there is no such object, or no such version of it.</summary>
    public static AwsException Missing(string key, string? version) =>
        version is null ? NoSuchKey(key) : NoSuchVersion(key, version);

    /// <summary>Where the object is deleted: as if it were not there, or, of the marker itself, not to be read.</summary>
    public static AwsException DeleteMarker(Objects.StoredObject marker, string? version, string method = "GET")
    {
        var headers = new Dictionary<string, string>
        {
            ["x-amz-delete-marker"] = "true",
            ["x-amz-version-id"] = marker.VersionId,
        };
        if (version is null)
            return new("NoSuchKey", "The specified key does not exist.", 404)
            {
                Details = Detail("Key", marker.Key),
                Headers = headers,
            };
        headers["Allow"] = "DELETE";
        headers["Last-Modified"] = marker.Modified.ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        return new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
        {
            Details = new Dictionary<string, string> { ["Method"] = method, ["ResourceType"] = "DeleteMarker" },
            Headers = headers,
        };
    }

    public static AwsException InvalidVersion(string version) =>
        InvalidArgument("Invalid version id specified", "versionId", version);

    public static AwsException NoSuchUpload(string upload) =>
        new(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            404
        )
        {
            Details = Detail("UploadId", upload),
        };

    /// <summary>InvalidArgument, with the argument where S3 tells it.</summary>
    public static AwsException InvalidArgument(string message, string? name, string? value)
    {
        var details = new Dictionary<string, string>();
        if (name is not null)
            details["ArgumentName"] = name;
        if (value is not null)
            details["ArgumentValue"] = value;
        return new("InvalidArgument", message) { Details = details };
    }

    public static AwsException InvalidRequest(string message) => new("InvalidRequest", message);

    public static AwsException MalformedXml() =>
        new(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema"
        );

    public static AwsException BadDigest(string name) =>
        new("BadDigest", $"The {name} you specified did not match the calculated checksum.");

    public static AwsException PreconditionFailed(string condition) =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
        {
            Details = Detail("Condition", condition),
        };

    public static AwsException NotImplemented(string what) =>
        new("NotImplemented", $"The local AWS does not have {what}.", 501);

    public static AwsException NoAcls() => new("AccessControlListNotSupported", "The bucket does not allow ACLs");

    public static AwsException MethodNotAllowed() =>
        new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);

    public static AwsException AccessDenied() => new("AccessDenied", "Access Denied", 403);

    static Dictionary<string, string> Detail(string name, string value) => new() { [name] = value };
}
