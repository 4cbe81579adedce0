namespace Fingerprints.Stores;

/// <summary>The last success of a step.</summary>
/// <param name="Duration">Of the step's own work.</param>
/// <param name="Text">What the step returned.</param>
internal sealed record StepRecord(Fingerprint Fingerprint, TimeSpan Duration, string Text, OutputSummary Outputs)
{
    public static void Write(BinaryWriter writer, StepRecord record)
    {
        writer.Write(record.Fingerprint.Digest);
        Fingerprint.Write(writer, record.Fingerprint.Ingredients);
        writer.Write(record.Duration.Ticks);
        writer.Write(record.Text);
        writer.Write(record.Outputs.Content);
        writer.Write(record.Outputs.Status);
        writer.Write(record.Outputs.IsSettled);
    }

    public static StepRecord Read(BinaryReader reader) =>
        new(
            new(reader.ReadDigest(), Fingerprint.Read(reader)),
            TimeSpan.FromTicks(reader.ReadInt64()),
            reader.ReadString(),
            new(reader.ReadDigest(), reader.ReadDigest(), reader.ReadBoolean())
        );
}
