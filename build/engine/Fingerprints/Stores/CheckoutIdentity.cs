using System.Globalization;
using System.Runtime.InteropServices;
using Fingerprints.Files;

namespace Fingerprints.Stores;

/// <summary>
/// What a store must say to be believed: that it was written in this very folder, on this kind of system. A copied, moved or
/// unpacked checkout is another one.
/// </summary>
internal static class CheckoutIdentity
{
    public static Digest Of(string root) =>
        Digest.Of(
            string.Join(
                '\0',
                Path.TrimEndingDirectorySeparator(root),
                FileStatus.Of(root).Inode.ToString(CultureInfo.InvariantCulture),
                RuntimeInformation.RuntimeIdentifier
            )
        );
}
