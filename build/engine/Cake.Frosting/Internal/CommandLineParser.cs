using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

sealed class CommandLineParser(IEnumerable<string> args)
{
    readonly List<string> targets = [];
    readonly List<Argument> arguments = [];
    readonly bool[] flags = new bool[(int)HostOption.Help + 1];
    string? workingDirectory;
    Verbosity? verbosity;

    public CommandLine Result =>
        new()
        {
            Targets = targets.Count > 0 ? targets : ["Default"],
            WorkingDirectory = workingDirectory,
            Verbosity = verbosity,
            Description = flags[(int)HostOption.Description],
            Tree = flags[(int)HostOption.Tree],
            DryRun = flags[(int)HostOption.DryRun],
            Exclusive = flags[(int)HostOption.Exclusive],
            Version = flags[(int)HostOption.Version],
            Info = flags[(int)HostOption.Info],
            Help = flags[(int)HostOption.Help],
            Arguments = new CakeArguments(
                arguments.ToLookup(a => a.Name, a => a.Value, StringComparer.OrdinalIgnoreCase)!
            ),
        };

    /// <summary>Returns what is wrong with the arguments, or null.</summary>
    public string? Parse()
    {
        var rest = new Queue<string>(args);
        var ofBuild = false;
        while (rest.TryDequeue(out var arg))
        {
            if (arg == "--" && !ofBuild)
            {
                ofBuild = true;
                continue;
            }

            if (!TrySplit(arg, out var name, out var value))
                return arg.All(char.IsAsciiLetter)
                    ? $"'{arg}' is not an option. Did you mean --target={arg}?"
                    : $"'{arg}' is not an option. Options start with --.";

            var option = ofBuild ? HostOption.None : HostOptions.Find(name);
            if (HostOptions.IsFlag(option) && value is null)
                flags[(int)option] = true;
            else if (Take(option, name, value ?? Next(rest)) is { } problem)
                return problem;
        }

        foreach (var target in targets.DefaultIfEmpty("Default"))
            arguments.Add(new("target", target));
        return null;
    }

    string? Take(HostOption option, string name, string? value)
    {
        switch (option)
        {
            case HostOption.Target when !string.IsNullOrWhiteSpace(value):
                targets.Add(value);
                return null;
            case HostOption.Working when !string.IsNullOrWhiteSpace(value):
                workingDirectory = value;
                return null;
            case HostOption.Verbosity when HostOptions.TryParseVerbosity(value, out var level):
                verbosity = level;
                arguments.Add(new("verbosity", value));
                return null;
            case HostOption.Verbosity:
                return $"The verbosity '{value}' is not known. It is one of {HostOptions.Verbosities}.";
            case HostOption.Target or HostOption.Working:
                return $"The option {name} needs a value.";
            default:
                arguments.Add(new(name.TrimStart('-'), value ?? string.Empty));
                return null;
        }
    }

    static string? Next(Queue<string> rest) =>
        rest.TryPeek(out var next) && !TrySplit(next, out _, out _) ? rest.Dequeue() : null;

    static bool TrySplit(string arg, out string name, out string? value)
    {
        name = arg;
        value = null;
        if (arg.Length < 2 || arg[0] != '-' || char.IsAsciiDigit(arg[1]))
            return false;

        var separator = arg.IndexOfAny(['=', ':']);
        if (separator > 0)
            (name, value) = (arg[..separator], arg[(separator + 1)..]);
        return name.TrimStart('-').Length > 0;
    }

    sealed record Argument(string Name, string? Value);
}
