using System.Text;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>An operation that one account tries on what another owns, and the code that it gets; "own" where it succeeds in its own account.</summary>
public sealed record Attempt(string Service, string Operation, string Request, string Code)
{
    public const string Own = "own";

    /// <summary>Lines of "operation | request | code".</summary>
    public static IEnumerable<Attempt> Parse(string service, string lines) =>
        lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(" | "))
            .Select(parts => new Attempt(service, parts[0], parts[1], parts[2]));

    /// <summary>The signed request, the placeholders replaced by what is owned.</summary>
    public SignedRequest Sign(Uri endpoint, SignedRequest.Key key, IReadOnlyDictionary<string, string> owned)
    {
        var text = owned.Aggregate(
            Request,
            (request, pair) =>
                request.Replace(
                    $"<{pair.Key}>",
                    _targets.ContainsKey(Service) || Service is "s3" or "route53"
                        ? pair.Value
                        : Uri.EscapeDataString(pair.Value),
                    StringComparison.Ordinal
                )
        );
        var now = DateTimeOffset.UtcNow;
        if (_targets.TryGetValue(Service, out var target))
            return SignedRequest.Json(endpoint, key, now, Service, $"{target}.{Operation}", text);
        if (_versions.TryGetValue(Service, out var version))
        {
            var form = $"Action={Operation}&Version={version}{(text == "-" ? "" : "&" + text)}";
            return SignedRequest.Form(endpoint, key, now, Service, form);
        }
        return Rest(endpoint, key, now, text);
    }

    /// <summary>"METHOD path?query body", with headers of the form name:value in front of the body.</summary>
    SignedRequest Rest(Uri endpoint, SignedRequest.Key key, DateTimeOffset now, string text)
    {
        var parts = text.Split(' ', 3);
        var target = parts[1].Split('?');
        var headers = new Dictionary<string, string>();
        var rest = parts.Length > 2 ? parts[2] : "";
        while (rest.StartsWith("x-amz-", StringComparison.Ordinal))
        {
            var header = rest.Split(' ', 2);
            var colon = header[0].IndexOf(':', StringComparison.Ordinal);
            headers[header[0][..colon]] = header[0][(colon + 1)..];
            rest = header.Length > 1 ? header[1] : "";
        }
        var body = Encoding.UTF8.GetBytes(rest);
        if (Service == "s3")
            headers["x-amz-content-sha256"] = SignedRequest.Hash(body);
        return new(endpoint, key, now)
        {
            Service = Service,
            Method = parts[0],
            Path = target[0],
            Query = target.Length > 1 ? target[1] : "",
            Headers = headers,
            Body = body,
        };
    }

    static readonly Dictionary<string, string> _targets = new()
    {
        ["ssm"] = "AmazonSSM",
        ["kms"] = "TrentService",
        ["secretsmanager"] = "secretsmanager",
        ["ecr"] = "AmazonEC2ContainerRegistry_V20150921",
        ["logs"] = "Logs_20140328",
        ["sqs"] = "AmazonSQS",
        ["codebuild"] = "CodeBuild_20161006",
        ["codepipeline"] = "CodePipeline_20150709",
    };

    static readonly Dictionary<string, string> _versions = new()
    {
        ["sts"] = "2011-06-15",
        ["sns"] = "2010-03-31",
        ["iam"] = "2010-05-08",
        ["cloudformation"] = "2010-05-15",
        ["ec2"] = "2016-11-15",
    };
}
