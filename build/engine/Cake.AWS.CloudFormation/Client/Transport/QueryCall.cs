using System.Xml.Linq;
using Amazon.Runtime;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>One call on its way through the SDK's pipeline.</summary>
sealed class QueryCall(string action, QueryParameters parameters) : AmazonWebServiceRequest
{
    public string Action { get; } = action;
    public QueryParameters Parameters { get; } = parameters;
}

/// <summary>The answer as AWS sent it: the element named after the action plus "Result", or an empty one where AWS sends none.</summary>
sealed class QueryAnswer : AmazonWebServiceResponse
{
    public XElement Result { get; init; } = new("Result");
}
