namespace Fingerprints.Files;

/// <summary>A name in a folder. A class, since collections of structures are compiled at run time.</summary>
internal sealed record FolderEntry(string Name, bool IsFolder);
