namespace Fingerprints.Files;

/// <summary>What git tells apart; anything else (a socket, a device) it does not track.</summary>
public enum FileKind
{
    Missing,
    File,
    Executable,
    Link,
    Folder,
    Other,
}
