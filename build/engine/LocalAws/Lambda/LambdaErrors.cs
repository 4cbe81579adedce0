using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Lambda;

/// <summary>Errors of Lambda: JSON as elsewhere, with the statuses of REST.</summary>
sealed class LambdaErrors() : JsonErrors("application/json")
{
    const int Forbidden = 403;

    public override AwsException Throttled() => new("TooManyRequestsException", "Rate exceeded", 429);

    internal override AwsException Translate(AccessDeniedException denied) =>
        new("AccessDeniedException", denied.Message, Forbidden);

    internal override AwsException Translate(SignatureException fault)
    {
        var error = base.Translate(fault);
        return new(error.Code, error.Message, Forbidden);
    }

    public static AwsException NotFound(string message) => new("ResourceNotFoundException", message, 404);
}
