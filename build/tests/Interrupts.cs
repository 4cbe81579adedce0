using System.Diagnostics;
using System.Globalization;

namespace Build.Tests;

/// <summary>Presses Ctrl+C for processes that tests start.</summary>
static class Interrupts
{
    const int Interrupt = 2;

    /// <summary>
    /// Skips the test where nothing would come of it: on Windows, and where SIGINT is ignored, which programs inherit from
    /// who starts them and .NET leaves so (nohup, a job in the background of a script).
    /// </summary>
    public static void SkipWhereIgnored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send.");
        Assert.SkipWhen(IsIgnored(), "SIGINT is ignored here, and so in all programs that are started from here.");
    }

    public static void Send(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>The mask of ignored signals is a hexadecimal number, signal 1 its lowest bit (proc_pid_status(5)).</summary>
    static bool IsIgnored()
    {
        const string Status = "/proc/self/status";
        const string Field = "SigIgn:";
        if (!File.Exists(Status))
            return false;
        var line = File.ReadLines(Status).First(line => line.StartsWith(Field, StringComparison.Ordinal));
        var mask = ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask & (1UL << (Interrupt - 1))) != 0;
    }
}
