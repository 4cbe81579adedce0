using System.Text.RegularExpressions;

namespace LocalAws.CloudFormation.Requests;

static partial class StackNames
{
    public static void Check(string name)
    {
        if (name.Length > 128 || !Pattern().IsMatch(name))
            throw Problems.Validation(
                $"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
            );
    }

    public static void CheckChangeSet(string name)
    {
        if (name.Length > 128 || !Pattern().IsMatch(name))
            throw Problems.Validation(
                $"1 validation error detected: Value '{name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
            );
    }

    [GeneratedRegex("^[a-zA-Z][-a-zA-Z0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
