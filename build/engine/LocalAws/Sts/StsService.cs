using System.Globalization;
using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>STS over the Query protocol.</summary>
sealed class StsService(StsOperations sts, WebIdentityOperations webIdentities)
{
    public static IAwsService Create(StsOperations sts, WebIdentityOperations webIdentities)
    {
        var service = new StsService(sts, webIdentities);
        return new QueryService(
            "https://sts.amazonaws.com/doc/2011-06-15/",
            new Dictionary<string, QueryOperation>
            {
                ["GetCallerIdentity"] = (request, _, _) => Task.FromResult(GetCallerIdentity(request.Caller)),
                ["GetAccessKeyInfo"] = (_, parameters, _) => Task.FromResult(GetAccessKeyInfo(parameters)),
                ["GetSessionToken"] = (request, parameters, _) =>
                    Task.FromResult(service.GetSessionToken(request, parameters)),
                ["DecodeAuthorizationMessage"] = (request, parameters, _) =>
                {
                    parameters.Required("EncodedMessage");
                    sts.DecodeAuthorizationMessage(request.Caller, request.Region);
                    return Task.FromResult<XElement?>(null);
                },
                ["AssumeRole"] = (request, parameters, _) => Task.FromResult(service.AssumeRole(request, parameters)),
                ["AssumeRoleWithWebIdentity"] = service.AssumeRoleWithWebIdentityAsync,
            }
        );
    }

    static XElement? GetCallerIdentity(Caller caller) =>
        new(
            "Result",
            new XElement("Arn", caller.Arn),
            new XElement("UserId", caller.UserId),
            new XElement("Account", caller.Account)
        );

    static XElement? GetAccessKeyInfo(QueryPairs parameters)
    {
        var account =
            AccessKeyIds.AccountOf(parameters.Required("AccessKeyId"))
            ?? throw new AwsException("ValidationError", "Invalid format for access key ID.");
        return new("Result", new XElement("Account", account));
    }

    XElement? GetSessionToken(AwsRequest request, QueryPairs parameters)
    {
        if (parameters.Has("SerialNumber") || parameters.Has("TokenCode"))
            throw new AwsException("AccessDenied", "The local AWS has no multi-factor authentication.", 403);
        var made = sts.GetSessionToken(request.Caller, parameters.Integer("DurationSeconds"));
        return new("Result", Credentials(made.AccessKeyId, made.Secret, made.Token, made.Expiration));
    }

    static XElement Credentials(string id, string secret, string token, DateTimeOffset expiration) =>
        new(
            "Credentials",
            new XElement("AccessKeyId", id),
            new XElement("SecretAccessKey", secret),
            new XElement("SessionToken", token),
            new XElement("Expiration", expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
        );

    XElement? AssumeRole(AwsRequest request, QueryPairs parameters)
    {
        var session = sts.AssumeRole(
            request.Caller,
            request.Region,
            new(parameters.Required("RoleArn"), parameters.Required("RoleSessionName"))
            {
                DurationSeconds = parameters.Integer("DurationSeconds"),
                ExternalId = parameters["ExternalId"],
                MfaDevice = parameters["SerialNumber"],
                MfaCode = parameters["TokenCode"],
                Policy = parameters["Policy"],
                PolicyArns = parameters.List("PolicyArns", ".arn"),
                Tags = parameters.Tags("Tags"),
                TransitiveTagKeys = parameters.List("TransitiveTagKeys"),
                SourceIdentity = parameters["SourceIdentity"],
            }
        );
        return new("Result", Describe(session));
    }

    async Task<XElement?> AssumeRoleWithWebIdentityAsync(
        AwsRequest request,
        QueryPairs parameters,
        CancellationToken cancellationToken
    )
    {
        var (session, subject, provider, audience) = await webIdentities.AssumeRoleAsync(
            request.Region,
            new(parameters.Required("RoleArn"), parameters.Required("RoleSessionName"))
            {
                DurationSeconds = parameters.Integer("DurationSeconds"),
                Policy = parameters["Policy"],
                PolicyArns = parameters.List("PolicyArns", ".arn"),
            },
            parameters.Required("WebIdentityToken"),
            cancellationToken
        );
        return new(
            "Result",
            Describe(session),
            new XElement("SubjectFromWebIdentityToken", subject),
            new XElement("Provider", provider),
            new XElement("Audience", audience)
        );
    }

    static IEnumerable<XElement> Describe(SessionCredentials credentials)
    {
        var session = credentials.Session;
        yield return Credentials(
            credentials.AccessKeyId,
            credentials.SecretAccessKey,
            credentials.SessionToken,
            session.Expiration
        );
        var caller = Authenticator.CallerOf(Iam.Arns.AccountOf(session.RoleArn), credentials.AccessKeyId, session);
        yield return new(
            "AssumedRoleUser",
            new XElement("Arn", caller.Arn),
            new XElement("AssumedRoleId", caller.UserId)
        );
        if (session.SourceIdentity is { } identity)
            yield return new("SourceIdentity", identity);
    }
}
