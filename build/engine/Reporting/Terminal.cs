using Deployment.Texts;

namespace Reporting;

/// <summary>The program's own output beside the engine's log, cleaned; where output is redirected meanwhile, it follows.</summary>
public static class Terminal
{
    public static TextWriter Out => new CleanWriter(Console.Out);

    public static TextWriter Error => new CleanWriter(Console.Error);

    public static void WriteLine(string line)
    {
        using var output = Out;
        output.WriteLine(line);
    }

    public static void WriteErrorLine(string line)
    {
        using var output = Error;
        output.WriteLine(line);
    }

    /// <summary>Asks on one line, and reads the answer.</summary>
    public static string? Ask(string question)
    {
        using (var output = Out)
            output.Write(question);
        return Console.ReadLine();
    }
}
