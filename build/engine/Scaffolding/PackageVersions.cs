using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Scaffolding.Contents;

namespace Scaffolding;

/// <summary>
/// The version of the packages of a state of the sources: the first two numbers of the repository's version, then the days
/// since 2000 and half the seconds of the day at which the sources were last changed, as .NET numbers builds. A later state
/// has a greater version, and the same state the same.
/// </summary>
public static partial class PackageVersions
{
    const string Home = "build/Directory.Build.props";

    static readonly DateTimeOffset epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="root">The repository.</param>
    /// <param name="changed">When its sources were last changed; null where nobody knows: then the repository's version.</param>
    public static string Of(string root, DateTimeOffset? changed)
    {
        var version = Version().Match(File.ReadAllText(RepositoryFile.PathOf(root, Home))).Groups[1].Value;
        if (changed is not { } time)
            return version;
        var since = time.ToUniversalTime() - epoch;
        var numbers = version.Split('.');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{numbers[0]}.{numbers[1]}.{since.Days}.{(int)(since - TimeSpan.FromDays(since.Days)).TotalSeconds / 2}"
        );
    }

    /// <summary>
    /// The time of all files in the packages of a version, in seconds since 1970: the same for the same version, and another for
    /// another. Builds copy a file only where its time or its size is another (Copy's SkipUnchangedFiles), and a library of the
    /// next version is often as long as that of the last.
    /// </summary>
    public static long FileTimeOf(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        // Within seventeen years from 2000 on, and even: times in archives count two seconds.
        var number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(version))) >> 4;
        return epoch.ToUnixTimeSeconds() + 2L * number;
    }

    [GeneratedRegex("<Version[^>]*>([0-9.]+)<")]
    private static partial Regex Version();
}
