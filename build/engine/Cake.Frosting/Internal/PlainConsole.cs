using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>A console without colours, for pipes, files and NO_COLOR.</summary>
sealed class PlainConsole : IConsole
{
    public static bool IsWanted =>
        Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => Console.Out.Write(Format(format, arg));

    public void Write(string value) => Console.Out.Write(value);

    public void WriteLine(string format, params object[] arg) => Console.Out.WriteLine(Format(format, arg));

    public void WriteLine(string value) => Console.Out.WriteLine(value);

    public void WriteError(string format, params object[] arg) => Console.Error.Write(Format(format, arg));

    public void WriteError(string value) => Console.Error.Write(value);

    public void WriteErrorLine(string format, params object[] arg) => Console.Error.WriteLine(Format(format, arg));

    public void WriteErrorLine(string value) => Console.Error.WriteLine(value);

    public void ResetColor() { }

    static string Format(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);
}
