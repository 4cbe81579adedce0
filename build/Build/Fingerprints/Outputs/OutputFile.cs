using Build.Fingerprints.Files;

namespace Build.Fingerprints.Outputs;

/// <param name="Path">Relative to the root of the checkout, with slashes.</param>
internal sealed record OutputFile(string Path, FileStatus Status);
