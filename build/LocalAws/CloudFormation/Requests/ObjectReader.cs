using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Reads objects as a caller, through the operations of S3.</summary>
static class ObjectReader
{
    public static Task<byte[]?> ReadAsync(Caller caller, TemplateLocation location) =>
        throw new AwsException(
            "AccessDenied",
            $"{caller.Arn} cannot read s3://{location.Bucket}/{location.Key}: this local AWS has no S3."
        );
}
