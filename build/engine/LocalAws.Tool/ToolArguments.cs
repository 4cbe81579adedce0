using System.Globalization;

namespace LocalAws.Tool;

/// <summary>The command line.</summary>
sealed record ToolArguments
{
    public const string HelpText = """
        local-aws [<accounts file>] [options]

        Serves a local AWS on 127.0.0.1 until it is interrupted. The file names its accounts; accounts.json by default.

          --port=N                 The port to listen on; any free one by default
          --state=FOLDER           Where the state is kept, and the profiles of the administrators; .local-aws by default
          --reset                  Begin without what is there
          --skip-damaged-records   Set damaged records of the state aside
          --version                Show the version
          --help                   Show this

        """;

    public string File { get; private init; } = "accounts.json";

    public int Port { get; private init; }

    public string State { get; private init; } = Path.GetFullPath(".local-aws");

    public bool Reset { get; private init; }

    public bool SkipDamagedRecords { get; private init; }

    public bool Version { get; private init; }

    public bool Help { get; private init; }

    /// <summary>Everything that is wrong with them is named.</summary>
    public static (ToolArguments Arguments, IReadOnlyList<string> Problems) Parse(IEnumerable<string> arguments)
    {
        var result = new ToolArguments();
        var problems = new List<string>();
        var files = 0;
        foreach (var argument in arguments)
        {
            var (name, value) = argument.Split('=', 2) is [var option, var given] ? (option, given) : (argument, null);
            switch (name, value)
            {
                case ("--help" or "-h", null):
                    result = result with { Help = true };
                    break;
                case ("--version", null):
                    result = result with { Version = true };
                    break;
                case ("--reset", null):
                    result = result with { Reset = true };
                    break;
                case ("--skip-damaged-records", null):
                    result = result with { SkipDamagedRecords = true };
                    break;
                case ("--state", { Length: > 0 } folder):
                    result = result with { State = Path.GetFullPath(folder) };
                    break;
                case ("--port", { } port)
                    when ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    result = result with { Port = number };
                    break;
                case var _ when !argument.StartsWith('-') && files++ == 0:
                    result = result with { File = argument };
                    break;
                default:
                    problems.Add($"'{argument}' is not an option; --help shows them");
                    break;
            }
        }
        return (result, problems);
    }
}
