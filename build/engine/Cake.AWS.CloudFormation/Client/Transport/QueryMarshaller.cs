using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Writes a call as a form.</summary>
sealed class QueryMarshaller(ServiceDescription service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (QueryCall)input;
        var form = new StringBuilder("Action=").Append(call.Action).Append("&Version=").Append(service.Version);
        foreach (var (name, value) in call.Parameters.Fields)
            form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        var request = new DefaultRequest(call, service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.UTF8.GetBytes(form.ToString()),
        };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
