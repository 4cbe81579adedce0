using FsCheck.Xunit;

namespace Build.Tests.Steps.Traces;

/// <summary>Random apps that read random inputs: what is skipped is what a new run would make.</summary>
public sealed class RandomAppTests
{
    const int Files = 4;

    /// <summary>Ways to make something of input N; each adds to the result.</summary>
    static readonly string[] readings =
    [
        "parts.push(fs.readFileSync('OUTSIDE/N', 'utf8'));",
        "parts.push(await fs.promises.readFile('OUTSIDE/N', 'utf8').catch(() => 'none'));",
        "parts.push(fs.existsSync('OUTSIDE/N'));",
        "parts.push(fs.existsSync('OUTSIDE/N') && fs.statSync('OUTSIDE/N').size);",
        "parts.push(fs.readdirSync('OUTSIDE'));",
        "parts.push(process.env.VN);",
        "parts.push('VN' in process.env);",
        "parts.push(Object.keys(process.env).filter((name) => /^V\\d$/.test(name)));",
        "if (fs.existsSync('OUTSIDE/N')) parts.push(process.env.VN); else parts.push(fs.readdirSync('OUTSIDE').length);",
        "parts.push(fs.existsSync('OUTSIDE/N') ? require('node:child_process').execFileSync(process.execPath, ['-p', `require('fs').readFileSync('OUTSIDE/N', 'utf8') + process.env.VN`]) : '');",
        "fs.writeFileSync('out/copy', fs.existsSync('OUTSIDE/N') ? fs.readFileSync('OUTSIDE/N') : ''); parts.push(fs.readFileSync('out/copy', 'utf8'));",
    ];

    [Property(MaxTest = 8)]
    public void Run_AnyAppAfterAnyEdits_IsSkippedOnlyWhereANewRunMakesTheSame(
        (byte Way, byte Input)[] reads,
        (byte What, byte Value)[] edits
    )
    {
        using var app = Create(reads);
        for (var i = 0; i < Files; i++)
            app.WriteOutside($"{i}", "0");
        Run(app);
        Assert.Null(Run(app));

        foreach (var (what, value) in edits.Take(2))
        {
            Apply(app, what, value % 3);
            Run(app);
            Assert.Equal(app.Anew(), app.Kept);
        }
        Assert.Null(Run(app));
    }

    static string? Run(ObservedApp app) => app.RunAsync().GetAwaiter().GetResult();

    static ObservedApp Create((byte Way, byte Input)[] reads)
    {
        var app = new ObservedApp();
        var lines = reads
            .Take(5)
            .Select(read => (Way: readings[read.Way % readings.Length], Input: $"{read.Input % Files}"))
            .Select(read =>
                read.Way.Replace("OUTSIDE/N", $"OUTSIDE/{read.Input}", StringComparison.Ordinal)
                    .Replace("VN", $"V{read.Input}", StringComparison.Ordinal)
            )
            .Select(line => $"try {{ {line} }} catch (error) {{ parts.push(error.code); }}");
        app.Write(
            "main.js",
            $$"""
            const fs = require('node:fs');
            (async () => {
              const parts = [];
              fs.mkdirSync('out', { recursive: true });
              {{string.Join('\n', lines)}}
              fs.writeFileSync('out/result', JSON.stringify(parts.map(String)));
            })();
            """.Replace("OUTSIDE", app.Outside, StringComparison.Ordinal)
        );
        return app;
    }

    static void Apply(ObservedApp app, byte what, int value)
    {
        var input = $"{what / 4 % Files}";
        switch (what % 4)
        {
            case 0:
                app.WriteOutside(input, $"{value}");
                break;
            case 1:
                File.Delete(Path.Combine(app.Outside, input));
                break;
            case 2:
                app.Checkout.Variables[$"V{input}"] = $"{value}";
                break;
            default:
                app.Checkout.Variables.Remove($"V{input}");
                break;
        }
    }
}
