using Deployment;
using Deployment.Files;

namespace Fingerprints.Stores;

/// <summary>Folders that the owner alone may read.</summary>
internal static class Folders
{
    public static BuildException Unwritable(string folder, Exception reason) =>
        new(
            MachineFaults.Explain(reason, $"Fingerprints cannot be kept in {folder}")
                ?? new Finding(
                    FingerprintCodes.FolderUnwritable,
                    $"Fingerprints cannot be kept in {folder}",
                    [reason.Message],
                    "let the current user write to that folder, or delete it"
                ),
            innerException: reason
        );

    public static void CreatePrivate(string folder)
    {
        try
        {
            PrivateFiles.CreateFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, exception);
        }
    }
}
