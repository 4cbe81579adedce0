namespace Build.Tests.Fingerprints;

/// <summary>Something that happens between two runs, decoded from three random bytes.</summary>
internal sealed record Edit(EditKind Kind, int Which, int Value)
{
    public static Edit From((byte Kind, byte Which, byte Value) bytes) =>
        new((EditKind)(bytes.Kind % Enum.GetValues<EditKind>().Length), bytes.Which, bytes.Value);
}

internal enum EditKind
{
    Nothing,
    Content,
    Rename,
    Delete,
    Mode,
    Touch,
    Variable,
    Setting,
    Tool,
    Argument,
    TamperWithOutput,
    DeleteOutput,
    AddOutput,
    TouchOutput,
    AddToIndex,
}
