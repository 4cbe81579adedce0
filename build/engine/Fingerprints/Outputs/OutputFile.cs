using Fingerprints.Files;

namespace Fingerprints.Outputs;

/// <param name="Path">Relative to the root of the checkout, with slashes.</param>
internal sealed record OutputFile(string Path, FileStatus Status);
