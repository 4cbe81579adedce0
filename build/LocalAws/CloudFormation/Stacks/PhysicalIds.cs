using System.Security.Cryptography;
using System.Text;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>Names for resources that the template does not name: stack, logical id, twelve random characters.</summary>
public static class PhysicalIds
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const int SuffixLength = 12;

    /// <summary>A name of at most so many characters; the two names share the room that the suffix leaves.</summary>
    public static string Create(string stackName, string logicalId, int maximum)
    {
        var room = maximum - SuffixLength - 2;
        var stack = stackName;
        var resource = logicalId;
        if (stack.Length + resource.Length > room)
        {
            resource = resource[..Math.Min(resource.Length, Math.Max(room / 2, room - stack.Length))];
            stack = stack[..Math.Min(stack.Length, room - resource.Length)];
        }

        return $"{stack}-{resource}-{Suffix(SuffixLength)}";
    }

    public static string Suffix(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>Hexadecimal digits that follow from the text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
