using System.Globalization;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Build.Tests.Cake.Frosting;

/// <summary>A host with chosen tasks; the tasks write what happens into a journal.</summary>
sealed class CakeHostFixture
{
    readonly CakeHost host = new();
    readonly RecordingConsole console = new();

    /// <summary>What the tasks did, in order.</summary>
    public Journal Journal { get; } = new();

    public string Output => console.Output;

    public string Errors => console.Errors;

    public CakeHostFixture() =>
        host.ConfigureServices(services => services.AddSingleton<IConsole>(console).AddSingleton(Journal));

    public CakeHostFixture With<TTask>()
        where TTask : class, IFrostingTask
    {
        host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>());
        return this;
    }

    public CakeHostFixture Configure(Action<CakeHost> configure)
    {
        configure(host);
        return this;
    }

    public int Run(params string[] arguments) => host.Run(arguments);
}

/// <summary>What happened, in order.</summary>
public sealed class Journal : List<string>;

sealed class RecordingConsole : IConsole
{
    readonly StringWriter output = new(CultureInfo.InvariantCulture);
    readonly StringWriter errors = new(CultureInfo.InvariantCulture);

    public string Output => output.ToString();
    public string Errors => errors.ToString();
    public ConsoleColor ForegroundColor { get; set; }
    public ConsoleColor BackgroundColor { get; set; }
    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => output.Write(format, arg);

    public void Write(string value) => output.Write(value);

    public void WriteLine(string format, params object[] arg) => output.WriteLine(format, arg);

    public void WriteLine(string value) => output.WriteLine(value);

    public void WriteError(string format, params object[] arg) => errors.Write(format, arg);

    public void WriteError(string value) => errors.Write(value);

    public void WriteErrorLine(string format, params object[] arg) => errors.WriteLine(format, arg);

    public void WriteErrorLine(string value) => errors.WriteLine(value);

    public void ResetColor() { }
}
