using System.Security.Cryptography;
using System.Text;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>Names for resources that the template does not name: stack, logical id, twelve random characters.</summary>
public static class PhysicalIds
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>How many random characters a made-up name ends in.</summary>
    public const int SuffixLength = 12;

    /// <summary>A name of at most so many characters; the two names share the room that the suffix leaves.</summary>
    public static string Create(string stackName, string logicalId, int maximum, string suffix)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        var room = maximum - suffix.Length - 2;
        var stack = stackName;
        var resource = logicalId;
        if (stack.Length + resource.Length > room)
        {
            resource = resource[..Math.Min(resource.Length, Math.Max(room / 2, room - stack.Length))];
            stack = stack[..Math.Min(stack.Length, room - resource.Length)];
        }

        return $"{stack}-{resource}-{suffix}";
    }

    /// <summary>A name with random characters of its own.</summary>
    public static string Create(string stackName, string logicalId, int maximum) =>
        Create(stackName, logicalId, maximum, Suffix(SuffixLength));

    public static string Suffix(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>Hexadecimal digits that follow from the text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
