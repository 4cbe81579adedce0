using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LocalAws.CodeBuild.Sandboxes;

/// <summary>
/// Runs the commands of a build, each in a process group of its own. As on CodeBuild, the working directory and the variables
/// are handed from command to command through files, so that "exit" ends a command and not the build.
/// </summary>
sealed class ShellSession : IDisposable
{
    /// <summary>Ends the command's group when the end of standard input says that nobody waits for it any longer.</summary>
    const string Guard = """
        exec 2> /dev/null
        set -m
        "$1" "$2" < /dev/null 2>&1 &
        job=$!
        { read -r _; kill -KILL -- "-$job"; } &
        watch=$!
        wait "$job"
        code=$?
        kill -TERM -- "-$watch"
        if kill -0 -- "-$job"; then echo "$job" >> "$4"; fi
        printf '%s %s\n' "$3" "$code"

        """;

    readonly Sandbox _sandbox;
    readonly IReadOnlyDictionary<string, string> _environment;
    readonly Action<string> _output;
    readonly List<Process> _processes = [];
    readonly List<Task> _readers = [];

    public ShellSession(
        Sandbox sandbox,
        IReadOnlyDictionary<string, string> environment,
        string shell,
        Action<string> output
    )
    {
        (_sandbox, _environment, Shell, _output) = (sandbox, environment, shell, output);
        File.WriteAllText(InState("guard"), Guard);
        foreach (var file in (string[])["variables", "directory", "script", "values"])
            Write(file, file == "directory" ? sandbox.Source + "\n" : "");
    }

    /// <summary>sh or bash.</summary>
    public string Shell { get; set; }

    /// <summary>Whether each command begins where the first began.</summary>
    public bool IsolatesCommands { get; set; }

    /// <summary>What CODEBUILD_BUILD_SUCCEEDING says.</summary>
    public bool IsSucceeding { get; set; } = true;

    /// <summary>The exit code of a command; cancellation kills all that it started.</summary>
    public Task<int> RunAsync(string command, CancellationToken cancellationToken)
    {
        Write("script", Script(command));
        return StartAsync(cancellationToken);
    }

    /// <summary>The values of variables as the last command left them; what is not set is empty.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return [];
        var print = string.Concat(names.Select(name => $"printf '%s\\0' \"${{{name}-}}\"\n"));
        Write("script", $". {Quote(InState("variables"))}\n{{\n{print}}} > {Quote(InState("values"))}\n");
        await StartAsync(cancellationToken);
        var values = (await File.ReadAllTextAsync(InState("values"), cancellationToken)).Split('\0');
        Write("values", "");
        return [.. names.Select((_, index) => values.ElementAtOrDefault(index) ?? "")];
    }

    /// <summary>Kills what commands left running, as the end of the container would.</summary>
    public async Task EndAsync()
    {
        await SurvivingProcesses.KillAsync(InState("groups"), _environment["CODEBUILD_BUILD_ARN"]);
        foreach (var process in _processes)
            process.StandardInput.Close();
        await Task.WhenAll(_readers);
    }

    public void Dispose()
    {
        foreach (var process in _processes)
            process.Dispose();
    }

    /// <summary>A script for one command. Variables that a command sets without exporting them are there in the next one, too.</summary>
    string Script(string command)
    {
        var (variables, directory) = (Quote(InState("variables")), Quote(InState("directory")));
        var script = new StringBuilder();
        if (!IsolatesCommands)
        {
            script.Append(CultureInfo.InvariantCulture, $". {variables}\n");
            script.Append(CultureInfo.InvariantCulture, $"cd -- \"$(cat {directory})\" || exit\n");
            script.Append(
                CultureInfo.InvariantCulture,
                $"trap 'codebuild_code=$?; export -p > {Escape(variables)}; pwd > {Escape(directory)}; exit $codebuild_code' EXIT\n"
            );
        }
        script.Append(CultureInfo.InvariantCulture, $"export CODEBUILD_BUILD_SUCCEEDING={(IsSucceeding ? 1 : 0)}\n");
        script.Append("set -a\n").Append(command).Append('\n');
        return script.ToString();

        // Within the trap's own quotation marks.
        static string Escape(string quoted) => quoted.Replace("'", "'\\''", StringComparison.Ordinal);
    }

    async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mark = Guid.NewGuid().ToString("N");
        var process = new Process { StartInfo = StartInfo(mark) };
        process.Start();
        _processes.Add(process);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _readers.Add(ReadAsync(process.StandardOutput, mark, ended));
        // Its end of the pipe closed, the guard kills the group; then the mark comes.
        await using var registration = cancellationToken.Register(process.StandardInput.Close);
        var code = await ended.Task;
        cancellationToken.ThrowIfCancellationRequested();
        return code;
    }

    /// <summary>Passes output on, also that of what a command leaves in the background.</summary>
    async Task ReadAsync(StreamReader output, string mark, TaskCompletionSource<int> ended)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(mark, StringComparison.Ordinal);
            var text = at < 0 ? line : line[..at];
            if (at < 0 || text.Length > 0)
                _output(text);
            if (at >= 0)
                ended.TrySetResult(int.Parse(line[(at + mark.Length)..], CultureInfo.InvariantCulture));
        }
        // Whoever killed the guard killed the command.
        ended.TrySetResult(137);
    }

    ProcessStartInfo StartInfo(string mark)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = _sandbox.Source,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (
            var argument in (string[])
                ["--norc", "--noprofile", InState("guard"), Shell, InState("script"), mark, InState("groups")]
        )
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return start;
    }

    void Write(string name, string text)
    {
        using var file = Worlds.PrivateFiles.Open(InState(name), FileMode.Create);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    string InState(string name) => Path.Combine(_sandbox.State, name);

    static string Quote(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
