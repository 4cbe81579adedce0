using System.Runtime.Versioning;

namespace Build.Tests.Bootstrappers;

/// <summary>The compiled program that a checkout has left for others of its user.</summary>
static class SharedProgram
{
    /// <summary>Ways in which somebody else could have put there what is there: where, and the mode that it has.</summary>
    public static TheoryData<string, int> ThatOthersMayWrite { get; } =
        new()
        {
            { "the program's folder", 0b111_111_101 },
            { "a file", 0b110_100_110 },
            { "the list", 0b110_110_100 },
            { "the cache", 0b111_111_111 },
            { "the home", 0b111_101_111 },
            { "a link", 0 },
        };

    [UnsupportedOSPlatform("windows")]
    public static void LetOthersWrite(Checkout checkout, string what, int mode)
    {
        var cache = Path.Combine(checkout.Home, ".cache", "cdk-deployments");
        var program = Assert.Single(Directory.GetFiles(cache, "Build.dll", SearchOption.AllDirectories));
        var folder = Path.GetDirectoryName(program)!;
        if (what == "a link")
            File.CreateSymbolicLink(Path.Combine(folder, "more.dll"), program);
        else
            File.SetUnixFileMode(
                what switch
                {
                    "the program's folder" => folder,
                    "a file" => program,
                    "the list" => Path.Combine(folder, "sha256"),
                    "the cache" => cache,
                    _ => checkout.Home,
                },
                (UnixFileMode)mode
            );
    }

    /// <summary>Gives it to another user; false where only root gives files away.</summary>
    public static async Task<bool> GiveAwayAsync(Checkout checkout)
    {
        using var chown = System.Diagnostics.Process.Start(
            "chown",
            ["-R", "65534", Path.Combine(checkout.Home, ".cache")]
        );
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        return chown.ExitCode == 0;
    }
}
