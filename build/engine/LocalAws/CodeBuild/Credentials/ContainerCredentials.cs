using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Sts;
using Microsoft.AspNetCore.Http;

namespace LocalAws.CodeBuild.Credentials;

/// <summary>
/// The credentials of builds, where SDKs ask for them in a container: AWS_CONTAINER_CREDENTIALS_FULL_URI with
/// AWS_CONTAINER_AUTHORIZATION_TOKEN. Nothing of them is in any file or on any command line.
/// </summary>
sealed class ContainerCredentials(Func<StsOperations> sts, Func<DateTimeOffset> now)
{
    /// <summary>Where they are served; no bucket can have so short a name.</summary>
    public const string Path = "/v2/credentials";
    static readonly TimeSpan _validity = TimeSpan.FromHours(1);
    readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>Serves credentials of a role's session until the grant is disposed of.</summary>
    public Grant Issue(Caller role, string region, ServiceSource source)
    {
        var id = Guid.NewGuid().ToString();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return _grants[id] = new(id, token, role, region, source, () => _grants.TryRemove(id, out _));
    }

    /// <summary>Answers a request below <see cref="Path"/>.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        var id = http.Request.Path.Value!.Split('/')[^1];
        if (!_grants.TryGetValue(id, out var grant) || !IsAuthorized(http, grant))
            return FailAsync(http, 400, "InvalidAuthorizationToken", "There are no credentials for this token here.");
        try
        {
            var session = sts()
                .AssumeRoleAsService(
                    "codebuild.amazonaws.com",
                    grant.Region,
                    grant.Role.PrincipalArn,
                    grant.Role.Session!.Name,
                    grant.Source
                );
            return AnswerAsync(http, sts().Issue(session.Session! with { Expiration = now() + _validity }));
        }
        catch (AwsException error)
        {
            return FailAsync(http, 403, error.Code, error.Message);
        }
    }

    static bool IsAuthorized(HttpContext http, Grant grant) =>
        http.Request.Method == "GET"
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()),
            Encoding.UTF8.GetBytes(grant.Token)
        );

    static Task AnswerAsync(HttpContext http, SessionCredentials credentials) =>
        JsonAnswer.WriteAsync(
            http,
            200,
            "application/json",
            new JsonObject
            {
                ["RoleArn"] = credentials.Session.RoleArn,
                ["AccessKeyId"] = credentials.AccessKeyId,
                ["SecretAccessKey"] = credentials.SecretAccessKey,
                ["Token"] = credentials.SessionToken,
                ["Expiration"] = credentials.Session.Expiration.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                ),
            }
        );

    static Task FailAsync(HttpContext http, int status, string code, string message) =>
        JsonAnswer.WriteAsync(
            http,
            status,
            "application/json",
            new JsonObject { ["code"] = code, ["message"] = message }
        );

    /// <summary>What gives one build its credentials.</summary>
    public sealed record Grant(string Id, string Token, Caller Role, string Region, ServiceSource Source, Action End)
        : IDisposable
    {
        /// <summary>The id alone: a token is not printed.</summary>
        public override string ToString() => Id;

        /// <summary>The variables by which SDKs find the credentials.</summary>
        public IEnumerable<KeyValuePair<string, string>> Variables(Uri endpoint) =>
            [
                new("AWS_CONTAINER_CREDENTIALS_FULL_URI", new Uri(endpoint, $"{Path}/{Id}").ToString()),
                new("AWS_CONTAINER_AUTHORIZATION_TOKEN", Token),
            ];

        public void Dispose() => End();
    }
}
