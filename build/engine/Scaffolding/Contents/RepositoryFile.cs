using System.Security.Cryptography;

namespace Scaffolding.Contents;

/// <summary>A file of a team's repository.</summary>
static class RepositoryFile
{
    const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static string PathOf(string root, string path) =>
        Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Its bytes; null where it is not there.</summary>
    public static byte[]? Read(string root, string path) =>
        PathOf(root, path) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null;

    /// <summary>Writes it; a script can be executed from then on.</summary>
    public static void Write(string root, string path, byte[] bytes)
    {
        var file = PathOf(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        if (!OperatingSystem.IsWindows() && bytes.AsSpan().StartsWith("#!"u8))
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | Executable);
    }

    /// <summary>SHA-256 of the file as it is committed: ends of lines are what Git makes of them in a checkout.</summary>
    public static string DigestOf(byte[] bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes.Contains((byte)0) ? bytes : WithoutCarriageReturns(bytes)));

    static byte[] WithoutCarriageReturns(byte[] bytes) =>
        [.. bytes.Where((value, index) => value != '\r' || index + 1 == bytes.Length || bytes[index + 1] != '\n')];
}
