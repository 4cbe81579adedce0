using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Tools.Packages;

/// <summary>What an .npmrc says (docs.npmjs.com, npmrc): <c>key = value</c> on a line, variables filled in, comments after ; or #.</summary>
static partial class NpmSettings
{
    public static Dictionary<string, string> Read(IEnumerable<string> lines, Func<string, string?> variables)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith(';') || line.StartsWith('#') || line.Split('=', 2) is not [var key, var value])
                continue;
            settings[key.Trim()] = Variable()
                .Replace(value.Trim().Trim('"'), match => variables(match.Groups[1].Value) ?? match.Value);
        }
        return settings;
    }

    /// <summary>By the address without its scheme, or one above it: <c>//host/path/:_authToken</c>.</summary>
    public static AuthenticationHeaderValue? AuthorizationFor(Uri address, IReadOnlyDictionary<string, string> settings)
    {
        for (var place = $"//{address.Authority}{address.AbsolutePath}"; place.Length > 2; place = Above(place))
        {
            foreach (var spelling in (string[])[place, place.TrimEnd('/')])
            {
                if (settings.GetValueOrDefault($"{spelling}:_authToken") is { Length: > 0 } token)
                    return new("Bearer", token);
                if (settings.GetValueOrDefault($"{spelling}:_auth") is { Length: > 0 } basic)
                    return new("Basic", basic);
            }
        }
        return null;
    }

    static string Above(string place) => place[..(place.TrimEnd('/').LastIndexOf('/') + 1)];

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Variable();
}
