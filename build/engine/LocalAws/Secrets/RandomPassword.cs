using System.Security.Cryptography;
using LocalAws.Protocol;

namespace LocalAws.Secrets;

/// <summary>What GetRandomPassword is asked for; the defaults are AWS's (Secrets Manager API Reference).</summary>
public sealed record RandomPassword
{
    /// <summary>The length where none is given.</summary>
    public const int UsualLength = 32;

    const int Longest = 4096;
    const string Space = " ";

    /// <summary>1 to 4096 characters.</summary>
    public int Length { get; init; } = UsualLength;

    /// <summary>Characters that must not be in it.</summary>
    public string ExcludedCharacters { get; init; } = "";

    /// <summary>Whether it has no punctuation.</summary>
    public bool ExcludesPunctuation { get; init; }

    /// <summary>Whether it has no digits.</summary>
    public bool ExcludesNumbers { get; init; }

    /// <summary>Whether it has no upper-case letters.</summary>
    public bool ExcludesUppercase { get; init; }

    /// <summary>Whether it has no lower-case letters.</summary>
    public bool ExcludesLowercase { get; init; }

    /// <summary>Whether it may have spaces.</summary>
    public bool IncludesSpace { get; init; }

    /// <summary>Whether it has at least one character of each kind that is not excluded.</summary>
    public bool RequiresEachKind { get; init; } = true;

    /// <summary>A new password.</summary>
    public string Generate()
    {
        if (Length is < 1 or > Longest)
            throw new AwsException("InvalidParameterException", $"PasswordLength must be between 1 and {Longest}.");
        var kinds = Kinds()
            .Select(kind => string.Concat(kind.Except(ExcludedCharacters)))
            .Where(kind => kind.Length > 0)
            .ToList();
        if (kinds.Count == 0)
            throw new AwsException("InvalidParameterException", "Every character is excluded.");
        var required = RequiresEachKind ? kinds : [];
        if (Length < required.Count)
        {
            throw new AwsException(
                "InvalidParameterException",
                $"A password of {Length} characters can't have one of each included type; PasswordLength must be {required.Count} at least."
            );
        }
        var password = required
            .Select(kind => RandomNumberGenerator.GetString(kind, 1)[0])
            .Concat(RandomNumberGenerator.GetString(string.Concat(kinds), Length - required.Count))
            .ToArray();
        RandomNumberGenerator.Shuffle(password.AsSpan());
        return new(password);
    }

    IEnumerable<string> Kinds()
    {
        if (!ExcludesLowercase)
            yield return "abcdefghijklmnopqrstuvwxyz";
        if (!ExcludesUppercase)
            yield return "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        if (!ExcludesNumbers)
            yield return "0123456789";
        if (!ExcludesPunctuation)
            yield return "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
        if (IncludesSpace)
            yield return Space;
    }
}
