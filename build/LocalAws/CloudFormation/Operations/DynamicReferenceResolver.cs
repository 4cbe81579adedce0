using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Looks up what dynamic references stand for, with the permissions of who makes the resource.</summary>
sealed class DynamicReferenceResolver(AwsServices services, Caller caller, string region)
{
    public JsonObject Resolve(JsonObject properties) =>
        DynamicReferences.In(properties).Any()
            ? (JsonObject)DynamicReferences.Replace(properties, Lookup)!
            : properties;

    string Lookup(DynamicReference reference) =>
        reference.Service switch
        {
            "ssm" => Parameter(reference, isSecure: false),
            "ssm-secure" => Parameter(reference, isSecure: true),
            _ => throw new TemplateException(
                $"Dynamic references of service {reference.Service} are not supported: {{{{resolve:{reference.Service}:{reference.Key}}}}}"
            ),
        };

    string Parameter(DynamicReference reference, bool isSecure)
    {
        try
        {
            var version = services.Parameters.Get(caller, region, reference.Key).Version;
            if (version.Type == "SecureString" == isSecure)
                return version.Value;
            throw new TemplateException(
                isSecure
                    ? $"SSM parameter {reference.Key} is not a SecureString, which ssm-secure is for."
                    : $"SSM Secure reference is not supported in: {reference.Key}. Use ssm-secure for a SecureString."
            );
        }
        catch (AwsException error) when (error.Code is "ParameterNotFound" or "ParameterVersionNotFound")
        {
            throw new TemplateException(
                $"Parameters: [{reference.Key}] could not be found by dynamic reference {{{{resolve:{reference.Service}:{reference.Key}}}}}"
            );
        }
    }
}
