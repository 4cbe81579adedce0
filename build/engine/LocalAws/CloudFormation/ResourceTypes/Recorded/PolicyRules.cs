using Iam;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>What a service that is not served here takes as the policy of its resource, in its words: a document whose principals exist.</summary>
/// <param name="Code">The error code of what it does not take.</param>
/// <param name="UnknownPrincipal">What it says of a user or role that does not exist.</param>
/// <param name="Malformed">What it says of what is no policy.</param>
public sealed record PolicyRules(string Code, string UnknownPrincipal, string Malformed)
{
    public static PolicyRules Table { get; } =
        new(
            "ValidationException",
            "One or more parameter values were invalid: Invalid policy document: Policy contains invalid principal",
            "One or more parameter values were invalid: Invalid policy document"
        );

    /// <summary>Throws unless the service takes the policy.</summary>
    public void Check(ResourceRequest request, string policy)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var document = PolicyDocument.Parse(policy, PolicyKind.Resource);
            if (request.Services.Authorizer.MissingPrincipalOf(document) is not null)
                throw new AwsException(Code, UnknownPrincipal);
        }
        catch (PolicyDocumentException)
        {
            throw new AwsException(Code, Malformed);
        }
    }
}
