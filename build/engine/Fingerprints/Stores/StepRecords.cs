using Fingerprints.Outputs;

namespace Fingerprints.Stores;

/// <summary>The records of a checkout's steps, a file each, and beside it the manifest of its outputs.</summary>
internal sealed class StepRecords(StoreFolder store)
{
    private const string Extension = ".step";

    public StepRecord? Find(string stepId) => store.Read(FileName(stepId), StepRecord.Read);

    /// <summary>Null where it is not the manifest that the record was made with.</summary>
    public OutputManifest? FindManifest(string stepId, OutputSummary outputs) =>
        store.Read(ManifestName(stepId), OutputManifest.Read) is { } manifest && manifest.Content == outputs.Content
            ? manifest
            : null;

    public void Save(string stepId, StepRecord record, OutputManifest manifest)
    {
        store.Write(ManifestName(stepId), writer => OutputManifest.Write(writer, manifest));
        store.Write(FileName(stepId), writer => StepRecord.Write(writer, record));
    }

    /// <summary>From here on the step has not succeeded.</summary>
    public void Invalidate(string stepId) => store.Delete(FileName(stepId));

    public void InvalidateAll()
    {
        foreach (var name in store.Names("*" + Extension))
            store.Delete(name);
    }

    private static string FileName(string stepId) => stepId.Replace(' ', '.') + Extension;

    private static string ManifestName(string stepId) => stepId.Replace(' ', '.') + ".outputs";
}
