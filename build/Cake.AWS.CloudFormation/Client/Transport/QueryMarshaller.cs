using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Writes a call as a form, version 2010-05-15 of the CloudFormation API.</summary>
sealed class QueryMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public const string Version = "2010-05-15";
    public static readonly QueryMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (QueryCall)input;
        var form = new StringBuilder("Action=").Append(call.Action).Append("&Version=").Append(Version);
        foreach (var (name, value) in call.Parameters.Fields)
            form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        var request = new DefaultRequest(call, CloudFormationConfig.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.UTF8.GetBytes(form.ToString()),
        };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
