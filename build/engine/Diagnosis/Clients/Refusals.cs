using System.Net;
using Amazon.Runtime;

namespace Diagnosis.Clients;

/// <summary>Kinds of refusals, the same for all services.</summary>
static class Refusals
{
    public static bool IsAccessDenied(AmazonServiceException e) =>
        e.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation"
        || e.StatusCode == HttpStatusCode.Forbidden;

    public static bool IsNotFound(AmazonServiceException e) =>
        e.ErrorCode
            is "NoSuchEntity"
                or "NotFoundException"
                or "ResourceNotFoundException"
                or "RepositoryNotFoundException"
                or "NoSuchBucket"
                or "ParameterNotFound"
        || e.StatusCode == HttpStatusCode.NotFound;
}
