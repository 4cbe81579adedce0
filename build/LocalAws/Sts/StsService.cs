using System.Globalization;
using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>STS over the Query protocol.</summary>
sealed class StsService(StsOperations sts)
{
    public static IAwsService Create(StsOperations sts)
    {
        var service = new StsService(sts);
        return new QueryService(
            "https://sts.amazonaws.com/doc/2011-06-15/",
            new Dictionary<string, QueryOperation>
            {
                ["GetCallerIdentity"] = (request, _, _) => Task.FromResult(GetCallerIdentity(request.Caller)),
                ["GetAccessKeyInfo"] = (_, parameters, _) => Task.FromResult(GetAccessKeyInfo(parameters)),
                ["AssumeRole"] = (request, parameters, _) => Task.FromResult(service.AssumeRole(request, parameters)),
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

    XElement? AssumeRole(AwsRequest request, QueryPairs parameters)
    {
        var session = sts.AssumeRole(
            request.Caller,
            request.Region,
            new(parameters.Required("RoleArn"), parameters.Required("RoleSessionName"))
            {
                DurationSeconds = parameters.Integer("DurationSeconds"),
                ExternalId = parameters["ExternalId"],
                Policy = parameters["Policy"],
                PolicyArns = parameters.List("PolicyArns", ".arn"),
                Tags = parameters.Tags("Tags"),
                TransitiveTagKeys = parameters.List("TransitiveTagKeys"),
                SourceIdentity = parameters["SourceIdentity"],
            }
        );
        return new("Result", Describe(session));
    }

    static IEnumerable<XElement> Describe(SessionCredentials credentials)
    {
        var session = credentials.Session;
        yield return new(
            "Credentials",
            new XElement("AccessKeyId", credentials.AccessKeyId),
            new XElement("SecretAccessKey", credentials.SecretAccessKey),
            new XElement("SessionToken", credentials.SessionToken),
            new XElement(
                "Expiration",
                session.Expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            )
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
