using Cake.AWS.CloudFormation.Client.Connections;

namespace Deployment.Credentials;

/// <summary>Endpoints that did not answer, worded for the user.</summary>
public static class EndpointFindings
{
    public static Finding Of(EndpointTrouble trouble) =>
        trouble.Kind switch
        {
            TroubleKind.Proxy => new(
                FindingCodes.ProxyUnreachable,
                $"{trouble.Host} was not reached by the proxy",
                [trouble.Reason],
                $"correct HTTPS_PROXY, or name {trouble.Host} in NO_PROXY if it needs no proxy"
            ),
            TroubleKind.Certificate => new(
                FindingCodes.UntrustedCertificate,
                $"{trouble.Host} shows a certificate that this machine does not trust",
                [trouble.Reason],
                "name the certificates of whoever reads TLS on your network: SSL_CERT_FILE=<file>"
            ),
            TroubleKind.Stranger => new(
                FindingCodes.NotAnAwsAnswer,
                $"Somebody else answers for {trouble.Host}",
                [trouble.Reason],
                "sign in to the network that you are on, or correct HTTPS_PROXY and AWS_ENDPOINT_URL"
            ),
            TroubleKind.Handles => new(
                FindingCodes.TooManyOpenFiles,
                $"This process may open no connection to {trouble.Host}",
                [trouble.Reason],
                "run it again in a shell whose limit is higher: ulimit -n 4096"
            ),
            _ => new(
                FindingCodes.AwsUnreachable,
                $"{trouble.Host} did not answer",
                [trouble.Reason],
                "check the network, the region in build/settings.json and AWS_ENDPOINT_URL, then run it again: what is done stays done"
            ),
        };
}
