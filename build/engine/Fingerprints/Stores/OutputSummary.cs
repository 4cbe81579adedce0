namespace Fingerprints.Stores;

/// <summary>A step's outputs in two hashes.</summary>
/// <param name="Content">Over paths and contents.</param>
/// <param name="Status">Over what the file system says of the files.</param>
/// <param name="IsSettled">Whether an equal status means equal content: no file had just been written when it was read.</param>
internal sealed record OutputSummary(Digest Content, Digest Status, bool IsSettled);
