using System.Globalization;
using Cake.Core.Diagnostics;
using Deployment.Texts;

namespace Reporting;

/// <summary>What was written to a log.</summary>
public sealed class WrittenEventArgs(LogLevel level, string line) : EventArgs
{
    public LogLevel Level => level;

    /// <summary>As it was written: one or more lines.</summary>
    public string Line => line;
}

/// <summary>Cleans what is logged before the engine colours it: messages hold names, reasons and the output of tools.</summary>
public sealed class CleanLog(ICakeLog log) : ICakeLog
{
    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    /// <summary>Raised after something was written, with what it was.</summary>
    public event EventHandler<WrittenEventArgs>? Written;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity)
            return;
        object[] cleaned = [.. args.Select(Clean)];
        var whole = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, cleaned);
        var clean = ForeignText.ToLog(whole);
        if (clean == whole)
            log.Write(verbosity, level, format, cleaned);
        else
            log.Write(verbosity, level, "{0}", clean);
        Written?.Invoke(this, new WrittenEventArgs(level, clean));
    }

    static object Clean(object argument) =>
        argument is IFormattable and not null ? argument : ForeignText.ToLog(argument?.ToString());
}
