using System.Globalization;
using System.Text.RegularExpressions;
using Mutations.Mutants;

namespace Mutations.Runs;

/// <summary>A clone of what is committed, whose sources hold all mutants, each switched on by its id; it goes in the end.</summary>
sealed partial class MutatedClone : IDisposable
{
    const int Compilations = 12;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mutations-");

    /// <summary>The repository's root.</summary>
    public string Root => Path.Combine(_folder.FullName, "repository");

    /// <summary>Where all that runs keeps its temporary files and its caches.</summary>
    public string Temporary => Path.Combine(_folder.FullName, "temporary");

    /// <summary>The compiled tests.</summary>
    public string Tests => Path.Combine(Root, "build", "tests", "bin", "Debug", "net10.0", "Build.Tests.dll");

    /// <summary>Clones a repository, packages of its apps included.</summary>
    public static async Task<MutatedClone> CreateAsync(string repository, CancellationToken cancellationToken)
    {
        var clone = new MutatedClone();
        Directory.CreateDirectory(clone.Temporary);
        await clone.DemandAsync("git", ["clone", "--quiet", repository, clone.Root], cancellationToken);
        foreach (var packages in new[] { "infra/node_modules", "pipeline/node_modules" })
            if (Path.Combine(repository, packages) is var source && Directory.Exists(source))
                await clone.DemandAsync("cp", ["-a", source, Path.Combine(clone.Root, packages)], cancellationToken);
        return clone;
    }

    /// <summary>The faults that the sources of these folders could have.</summary>
    public IEnumerable<Mutant> Find(IEnumerable<string> folders) =>
        folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Order(StringComparer.Ordinal)
            .SelectMany(file => MutantFinder.InFile(Path.GetRelativePath(Root, file), File.ReadAllText(file)));

    /// <summary>Compiles the tests with these mutants, all of them off; those that the compiler refuses are left out.</summary>
    /// <returns>The mutants that are in.</returns>
    /// <exception cref="MutationsException">It does not compile without them either.</exception>
    public async Task<IReadOnlyList<Mutant>> CompileAsync(
        IReadOnlyList<Mutant> mutants,
        CancellationToken cancellationToken
    )
    {
        await File.WriteAllTextAsync(
            Path.Combine(Root, "build", "tests", "MutantsReached.cs"),
            Planted("MutantsReached.cs"),
            cancellationToken
        );
        var originals = new Dictionary<string, string>();
        for (var round = 0; round < Compilations; round++)
        {
            await WriteAsync(mutants, originals, cancellationToken);
            var (code, text) = await BuildAsync(cancellationToken);
            if (code == 0)
                return mutants;
            var compiled = WithoutRefused(mutants, text);
            if (compiled.Count == mutants.Count)
                throw new MutationsException($"The clone does not compile:\n{text}");
            mutants = compiled;
        }
        throw new MutationsException($"The clone does not compile after {Compilations} attempts.");
    }

    /// <summary>Leaves out the mutants of lines with errors; of the whole file where an error is on another line.</summary>
    List<Mutant> WithoutRefused(IReadOnlyList<Mutant> mutants, string text)
    {
        var left = mutants.ToList();
        foreach (Match error in Errors().Matches(text))
        {
            var file = Path.GetRelativePath(Root, error.Groups[1].Value);
            var line = int.Parse(error.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            if (!mutants.Any(mutant => mutant.IsOn(file, line)))
                left.RemoveAll(mutant => mutant.File == file);
            left.RemoveAll(mutant => mutant.IsOn(file, line));
        }
        return left;
    }

    /// <summary>Runs these tests, one after the other.</summary>
    /// <param name="filter">What they are chosen by: <c>-class</c> or <c>-method</c>.</param>
    /// <param name="names">Their full names.</param>
    /// <param name="mutant">The mutant that is on; null for none, and then all tests run though one fails.</param>
    /// <param name="reached">The file to which the mutants that are reached are written; null for none.</param>
    /// <param name="limit">Whatever takes longer is ended.</param>
    /// <param name="cancellationToken">Ends them too.</param>
    /// <returns>The exit code, null where the time was over; and what was written.</returns>
    public Task<(int? Code, string Text)> TestAsync(
        string filter,
        IEnumerable<string> names,
        Mutant? mutant,
        string? reached,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var variables = new Dictionary<string, string>();
        List<string> arguments = [Tests, "-noLogo", "-noColor", "-parallel", "none"];
        if (mutant is not null)
        {
            variables["MUTANT"] = mutant.Id.ToString(CultureInfo.InvariantCulture);
            arguments.Add("-stopOnFail");
        }
        if (reached is not null)
            variables["MUTANTS_REACHED"] = reached;
        arguments.AddRange(names.SelectMany(name => new[] { filter, name }));
        return new ChildRun(Root, Temporary, variables).RunAsync("dotnet", arguments, limit, cancellationToken);
    }

    /// <summary>The full names of all test classes.</summary>
    public async Task<IReadOnlyList<string>> ClassesAsync(CancellationToken cancellationToken) =>
        [
            .. (await DemandAsync("dotnet", [Tests, "-noLogo", "-noColor", "-list", "classes"], cancellationToken))
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.StartsWith("Build.Tests.", StringComparison.Ordinal)),
        ];

    async Task WriteAsync(
        IEnumerable<Mutant> mutants,
        Dictionary<string, string> originals,
        CancellationToken cancellationToken
    )
    {
        var byFile = mutants.ToLookup(mutant => mutant.File);
        foreach (var file in byFile.Select(one => one.Key).Union(originals.Keys).ToList())
        {
            var path = Path.Combine(Root, file);
            if (!originals.TryGetValue(file, out var text))
                originals[file] = text = await File.ReadAllTextAsync(path, cancellationToken);
            foreach (var mutant in byFile[file].OrderByDescending(one => one.Span.Start))
                text =
                    text[..mutant.Span.Start]
                    + mutant.Code.Replace(Mutant.Switch, $"MutantSwitch.On({mutant.Id})", StringComparison.Ordinal)
                    + text[mutant.Span.End..];
            await File.WriteAllTextAsync(
                path,
                byFile[file].Any() ? text + Planted("MutantSwitch.cs") : text,
                cancellationToken
            );
        }
    }

    Task<(int? Code, string Text)> BuildAsync(CancellationToken cancellationToken) =>
        new ChildRun(Root, Temporary, new Dictionary<string, string>()).RunAsync(
            "dotnet",
            [
                "build",
                "build/tests",
                "--nologo",
                "-v",
                "q",
                "-p:TreatWarningsAsErrors=false",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
                "-p:NuGetAudit=false",
            ],
            TimeSpan.FromMinutes(15),
            cancellationToken
        );

    async Task<string> DemandAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var list = arguments.ToList();
        var folder = Directory.Exists(Root) ? Root : _folder.FullName;
        var run = new ChildRun(folder, Temporary, new Dictionary<string, string>());
        var (code, text) = await run.RunAsync(program, list, TimeSpan.FromMinutes(15), cancellationToken);
        return code == 0 ? text : throw new MutationsException($"{program} {string.Join(' ', list)}\n{text}");
    }

    static string Planted(string name)
    {
        using var stream = typeof(MutatedClone).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\s*(/[^(\r\n]+\.cs)\((\d+),\d+\): error ", RegexOptions.Multiline)]
    private static partial Regex Errors();

    public void Dispose() => _folder.Delete(recursive: true);
}
