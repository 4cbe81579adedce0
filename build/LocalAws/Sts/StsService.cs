using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>STS over the Query protocol.</summary>
static class StsService
{
    public static IAwsService Create(StsOperations sts) =>
        new QueryService(
            "https://sts.amazonaws.com/doc/2011-06-15/",
            new Dictionary<string, QueryOperation>
            {
                ["GetCallerIdentity"] = (request, _, _) =>
                {
                    var (account, arn, userId) = StsOperations.GetCallerIdentity(request.Caller);
                    return Task.FromResult<XElement?>(
                        new XElement(
                            "Result",
                            new XElement("Arn", arn),
                            new XElement("UserId", userId),
                            new XElement("Account", account)
                        )
                    );
                },
            }
        );
}
