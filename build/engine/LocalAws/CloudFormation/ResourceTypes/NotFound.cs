using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>Tells "it is not there" as resource types do, so that deleting what is gone succeeds.</summary>
static class NotFound
{
    public static void Translate(Action work, string type, string identifier)
    {
        try
        {
            work();
        }
        catch (AwsException error)
            when (error.Code
                    is "NoSuchEntity"
                        or "NotFoundException"
                        or "ParameterNotFound"
                        or "NoSuchBucket"
                        or "ResourceNotFoundException"
                        or "NoSuchBucketPolicy"
                        or "RepositoryNotFoundException"
                        or Sqs.SqsFailures.NoQueueCode
            )
        {
            throw ResourceException.NotFound(type, identifier);
        }
    }
}
