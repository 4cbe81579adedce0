using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sns;

/// <summary>Errors of SNS, which calls a refusal AuthorizationError.</summary>
sealed class SnsErrors() : QueryErrors(Namespace)
{
    public const string Namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

    public override AwsException Throttled() => new("Throttling", "Rate exceeded");

    internal override AwsException Translate(AccessDeniedException denied) =>
        new("AuthorizationError", denied.Message, 403);

    public static AwsException NoTopic() => new("NotFound", "Topic does not exist", 404);

    public static AwsException NoSubscription() => new("NotFound", "Subscription does not exist", 404);

    public static AwsException NoResource() => new("ResourceNotFound", "Resource does not exist", 404);

    public static AwsException Invalid(string reason) => new("InvalidParameter", "Invalid parameter: " + reason);
}
