using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.S3.Buckets;

/// <summary>What S3 takes as the CORS configuration of a bucket (S3 User Guide, "Elements of a CORS configuration").</summary>
static class CorsRules
{
    const int Most = 100;
    const int LongestId = 255;
    static readonly string[] _methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    public static void Check(XElement configuration)
    {
        var rules = configuration.Children("CORSRule").ToList();
        if (rules.Count is 0 or > Most)
            throw S3Failures.MalformedXml();
        foreach (var rule in rules)
        {
            if (rule.Child("ID")?.Value.Length > LongestId)
                throw S3Failures.InvalidRequest($"ID length should not exceed allowed limit of {LongestId}");
            foreach (var method in Values(rule, "AllowedMethod"))
                if (!_methods.Contains(method))
                    throw S3Failures.InvalidRequest(
                        $"Found unsupported HTTP method in CORS config. Unsupported method is {method}"
                    );
            CheckWildcards(rule, "AllowedOrigin");
            CheckWildcards(rule, "AllowedHeader");
            foreach (var header in Values(rule, "ExposeHeader"))
                if (header.Contains('*', StringComparison.Ordinal))
                    throw S3Failures.InvalidRequest(
                        $"ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for ExposeHeader."
                    );
        }
    }

    static void CheckWildcards(XElement rule, string name)
    {
        foreach (var value in Values(rule, name))
            if (value.Count(letter => letter == '*') > 1)
                throw S3Failures.InvalidRequest($"{name} \"{value}\" can not have more than one wildcard.");
    }

    static IEnumerable<string> Values(XElement rule, string name) => rule.Children(name).Select(item => item.Value);
}
