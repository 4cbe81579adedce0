using System.Xml.Linq;
using LocalAws.S3.Locks;

namespace LocalAws.S3;

/// <summary>Retention and legal hold on the wire.</summary>
sealed class ObjectLockHandler(LockOperations locks)
{
    public Task GetRetentionAsync(S3Request s3)
    {
        var found = locks.GetRetention(s3.OfBucket, s3.Key, s3.Query["versionId"]);
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "Retention",
                new XElement("Mode", found.Mode),
                new XElement("RetainUntilDate", LockRules.Time(found.Until!.Value))
            )
        );
    }

    public async Task PutRetentionAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var retention = LockRules.OfRetention(await s3.ReadXmlAsync(cancellationToken));
        locks.PutRetention(s3.OfBucket, s3.Key, s3.Query["versionId"], retention, s3.BypassesGovernance == true);
    }

    public Task GetLegalHoldAsync(S3Request s3)
    {
        var found = locks.GetLegalHold(s3.OfBucket, s3.Key, s3.Query["versionId"]);
        return S3Service.WriteAsync(s3, S3Xml.Document("LegalHold", new XElement("Status", found.LegalHold)));
    }

    public async Task PutLegalHoldAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var xml = await s3.ReadXmlAsync(cancellationToken);
        var status = xml.Child("Status")?.Value ?? "";
        locks.PutLegalHold(s3.OfBucket, s3.Key, s3.Query["versionId"], status);
    }
}
