namespace Fingerprints.Files;

/// <summary>A file with its content as it was while <paramref name="Status"/> held.</summary>
/// <param name="Path">Relative to the root of the checkout, with slashes.</param>
internal sealed record FileDigest(string Path, FileStatus Status, Digest Content);
