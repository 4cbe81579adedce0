using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Guards;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Reads an answer or an error of the Query protocol.</summary>
/// <param name="errors">Makes the exception of an error answer.</param>
sealed class QueryUnmarshaller(Func<ServiceError, AmazonServiceException> errors) : XmlResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = ShallowXml.Load(context.Stream);
        var result = root.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        return new QueryAnswer
        {
            Result = result ?? new XElement("Result"),
            ResponseMetadata = new ResponseMetadata { RequestId = root.Child("ResponseMetadata")?.Text("RequestId") },
        };
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var number = (int)statusCode;
        try
        {
            var root = ShallowXml.Load(context.Stream);
            var error = root.Child("Error") ?? root.Child("Errors")?.Child("Error") ?? root;
            return errors(
                new(
                    error.Text("Code") ?? statusCode.ToString(),
                    error.Text("Message") ?? $"HTTP status {number}",
                    root.Text("RequestId") ?? root.Text("RequestID"),
                    statusCode,
                    innerException
                )
            );
        }
        catch (XmlException)
        {
            var message = $"HTTP status {number} with a body that is not XML";
            return errors(new(statusCode.ToString(), message, null, statusCode, innerException));
        }
    }
}
