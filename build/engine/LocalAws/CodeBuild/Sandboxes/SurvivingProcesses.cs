using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LocalAws.CodeBuild.Sandboxes;

/// <summary>Kills what a build left running: process groups that outlived their command, and on Linux what left its group as daemons do.</summary>
static class SurvivingProcesses
{
    const string KillGroups = "while read -r group; do kill -KILL -- \"-$group\"; done";

    /// <param name="groups">A file with the ids of groups, a line each; it need not exist.</param>
    /// <param name="buildArn">What the environment of every process of the build names.</param>
    public static async Task KillAsync(string groups, string buildArn)
    {
        if (File.Exists(groups))
            await KillGroupsAsync(await File.ReadAllTextAsync(groups));
        if (OperatingSystem.IsLinux())
            KillByEnvironment(Encoding.UTF8.GetBytes($"CODEBUILD_BUILD_ARN={buildArn}\0"));
    }

    static async Task KillGroupsAsync(string groups)
    {
        var start = new ProcessStartInfo("bash", ["-c", KillGroups])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(groups);
        process.StandardInput.Close();
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
    }

    static void KillByEnvironment(byte[] variable)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && Has(folder, variable)
            )
                Kill(id);
        }
    }

    /// <summary>Other users' processes cannot be read, and some end meanwhile: neither is the build's.</summary>
    static bool Has(string folder, byte[] variable)
    {
        try
        {
            return File.ReadAllBytes(folder + "/environ").AsSpan().IndexOf(variable) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile, which is what was wanted.
            Debug.WriteLine(error.Message);
        }
    }
}
