using Fingerprints.Files;
using Fingerprints.Observations;

namespace Build.Tests.Steps.Traces;

/// <summary>Each way in which a program of node can come to know something is seen, and decides whether it runs again.</summary>
public sealed class NodeTraceTests : IDisposable
{
    readonly ObservedApp app = new();

    public void Dispose() => app.Dispose();

    /// <summary>Ways to read a file, data.txt or another of the same content.</summary>
    static readonly string[] readers =
    [
        "save(fs.readFileSync('OUTSIDE/data.txt', 'utf8'));",
        "save(fs.readFileSync('OUTSIDE/data.txt'));",
        "save(fs.readFileSync(Buffer.from('OUTSIDE/data.txt'), 'latin1'));",
        "save(fs.readFileSync(new URL('file://OUTSIDE/data.txt'), 'latin1'));",
        "fs.readFile('OUTSIDE/data.txt', 'utf8', (error, text) => save(text));",
        "fs.promises.readFile('OUTSIDE/data.txt', 'utf8').then(save);",
        "require('node:fs/promises').open('OUTSIDE/data.txt').then(async (file) => save(await file.readFile('utf8')));",
        "const file = fs.openSync('OUTSIDE/data.txt'); save(fs.readFileSync(file, 'utf8'));",
        "const text = []; fs.createReadStream('OUTSIDE/data.txt').on('data', (data) => text.push(data)).on('close', () => save(text.join('')));",
        "fs.copyFileSync('OUTSIDE/data.txt', 'WAY.txt'); save(fs.readFileSync('WAY.txt', 'utf8'));",
        "fs.cpSync('OUTSIDE', 'WAY-copy', { recursive: true }); save(fs.readFileSync('WAY-copy/data.txt', 'utf8')); fs.rmSync('WAY-copy', { recursive: true });",
        "fs.symlinkSync('OUTSIDE/data.txt', 'WAY-link'); save(fs.readFileSync('WAY-link', 'utf8')); fs.unlinkSync('WAY-link');",
        "save(require('OUTSIDE/data.json').value);",
        "save(require('OUTSIDE/module.js'));",
        "import('file://OUTSIDE/module.mjs').then((module) => save(module.default));",
        "const before = process.cwd(); process.chdir('OUTSIDE'); const text = fs.readFileSync('data.txt', 'utf8'); process.chdir(before); save(text);",
        "save(require('node:child_process').execFileSync('node', ['-p', `require('fs').readFileSync('OUTSIDE/data.txt', 'utf8')`]));",
        "save(require('node:child_process').execSync('node OUTSIDE/print.js', { env: { PATH: process.env.PATH } }));",
        "require('node:child_process').exec('node OUTSIDE/print.js', (error, text) => save(text));",
        "new (require('node:worker_threads').Worker)('OUTSIDE/worker.js', { execArgv: [] }).on('message', save);",
        "require('node:child_process').fork('OUTSIDE/fork.js').on('message', save);",
        "process.loadEnvFile('OUTSIDE/.env'); save(process.env.VALUE);",
    ];

    /// <summary>Ways to know the names in a folder.</summary>
    static readonly string[] listers =
    [
        "save(fs.readdirSync('OUTSIDE'));",
        "save(fs.readdirSync('OUTSIDE', { recursive: true, withFileTypes: true }).length);",
        "fs.promises.readdir('OUTSIDE').then(save);",
        "const folder = fs.opendirSync('OUTSIDE'); save(folder.readSync().name); folder.closeSync();",
        "fs.promises.opendir('OUTSIDE').then(async (folder) => { for await (const one of folder) save(one.name); });",
        "fs.cpSync('OUTSIDE', 'WAY-copy', { recursive: true }); save(1);",
    ];

    /// <summary>Ways to know that a file is not there.</summary>
    static readonly string[] probes =
    [
        "save(fs.existsSync('OUTSIDE/new'));",
        "fs.access('OUTSIDE/new', (error) => save(!error));",
        "save(fs.statSync('OUTSIDE/new', { throwIfNoEntry: false })?.isFile());",
        "fs.promises.stat('OUTSIDE/new').then(() => save(1), () => save(0));",
        "try { save(fs.readFileSync('OUTSIDE/new', 'utf8')); } catch { save(0); }",
        "try { save(fs.readlinkSync('OUTSIDE/new')); } catch { save(0); }",
    ];

    /// <summary>Ways to know a variable.</summary>
    static readonly string[] variables =
    [
        // While a stack is written, as the CDK asks for its own.
        "const { prepareStackTrace } = Error; Error.prepareStackTrace = () => process.env.WAY; const text = new Error().stack; Error.prepareStackTrace = prepareStackTrace; save(text);",
        "save(process.env.WAY);",
        "const { env } = require('node:process'); save('WAY' in env);",
        "save(require('node:child_process').execFileSync('node', ['-p', 'Object.freeze(Error); process.env.WAY']));",
        "save(require('node:child_process').execFileSync('node', ['-p', `Object.defineProperty(Error, 'prepareStackTrace', { value: () => ['a', 'b'] }); process.env.WAY`]));",
        "import('node:process').then(({ env }) => save(env.WAY));",
        "save(Object.hasOwn(process.env, 'WAY'));",
        "save(require('node:child_process').execFileSync('node', ['-p', 'process.env.WAY']));",
        "new (require('node:worker_threads').Worker)(`require('node:worker_threads').parentPort.postMessage(process.env.WAY ?? '')`, { eval: true }).on('message', save);",
    ];

    /// <summary>Results that nobody can foresee, and what is said of them.</summary>
    static readonly (string Source, string Reason)[] doubts =
    [
        ("save(new Date());", "WAY.js reads the clock"),
        ("save(Date());", "WAY.js reads the clock"),
        ("save(Date.now());", "WAY.js reads the clock"),
        ("save(performance.now());", "WAY.js measures time"),
        ("save(Math.random());", "WAY.js asks for random numbers"),
        ("save(require('node:crypto').randomUUID());", "WAY.js asks for random numbers"),
        (
            "import('node:crypto').then(({ randomBytes }) => save(randomBytes(4).toString('hex')));",
            "WAY.js asks for random numbers"
        ),
        ("save(crypto.getRandomValues(new Uint8Array(4)));", "WAY.js asks for random numbers"),
        ("save(require('left').now());", "left/index.js reads the clock"),
        ("save(require('node:os').hostname());", "WAY.js asks for the machine's hostname"),
        ("save(require('node:child_process').execSync('git --version'));", "it starts sh -c git --version"),
        ("save(require('node:child_process').execSync('git --version | cat'));", "it starts sh -c git --version | cat"),
        ("save(require('node:child_process').execSync('echo 1; node -p 1'));", "it starts sh -c echo 1; node -p 1"),
        (
            "require('node:net').connect(1, '127.0.0.1').on('error', (error) => save(error.code));",
            "it connects to 127.0.0.1:1"
        ),
        ("fetch('http://127.0.0.1:2/').catch((error) => save(error.message));", "it connects to 127.0.0.1:2"),
        ("save(fs.readFileSync('/proc/self/stat', 'utf8'));", "/proc/self/stat is read"),
    ];

    [Fact]
    public async Task Read_EachWayToReadAFile_ShowsIt() =>
        await AllAsync(
            readers,
            (way, seen) => Assert.Contains(seen.OfType<Observation.File>(), file => IsBelow(file.Path, way))
        );

    [Fact]
    public async Task Read_EachWayToListAFolder_ShowsItsNames() =>
        await AllAsync(
            listers,
            (way, seen) =>
                Assert.Contains(
                    seen.OfType<Observation.Folder>(),
                    folder => folder.Path == way && folder.Names!.Contains("data.txt")
                )
        );

    [Fact]
    public async Task Read_EachWayToMissAFile_ShowsThatThereWasNone() =>
        await AllAsync(
            probes,
            (way, seen) =>
                Assert.True(
                    seen.Contains(new Observation.Presence(Path.Combine(way, "new"), FileKind.Missing))
                        || seen.Contains(new Observation.File(Path.Combine(way, "new")))
                )
        );

    [Fact]
    public async Task Read_EachWayToAskForAVariable_ShowsItsName() =>
        await AllAsync(
            variables,
            (way, seen) => Assert.Contains(new Observation.Variable($"WAY_{Path.GetFileName(way)}"), seen)
        );

    [Fact]
    public async Task Read_EachResultThatNobodyCanForesee_IsInDoubt()
    {
        var seen = await ObserveAsync([.. doubts.Select(doubt => doubt.Source)]);
        var reasons = seen.OfType<Observation.Doubt>().Select(doubt => doubt.Reason).ToList();

        Assert.All(
            doubts.Select((doubt, i) => doubt.Reason.Replace("WAY", $"ways/WAY_{i}", StringComparison.Ordinal)),
            reason => Assert.Contains(reasons, one => one.Contains(reason, StringComparison.Ordinal))
        );
    }

    /// <summary>Each in a file of its own, all in one program.</summary>
    async Task AllAsync(string[] ways, Action<string, IReadOnlyList<Observation>> assert)
    {
        var seen = await ObserveAsync(ways);
        Assert.DoesNotContain(seen, one => one is Observation.Doubt);
        Assert.All(ways.Select((_, i) => Path.Combine(app.Outside, $"{i}")), way => assert(way, seen));
    }

    async Task<IReadOnlyList<Observation>> ObserveAsync(string[] ways)
    {
        app.Write("node_modules/left/index.js", "exports.now = () => Date.now();");
        for (var i = 0; i < ways.Length; i++)
        {
            WriteAll($"{i}", "one");
            var source = ways[i]
                .Replace("OUTSIDE", $"{app.Outside}/{i}", StringComparison.Ordinal)
                .Replace("WAY", $"WAY_{i}", StringComparison.Ordinal);
            app.Write(
                $"ways/WAY_{i}.js",
                $"const fs = require('node:fs');\nmodule.exports = (save) => {{ {source} }};"
            );
        }
        app.Write(
            "main.js",
            """
            const { mkdirSync, readdirSync, writeFileSync } = require('node:fs');
            (async () => {
              for (const way of readdirSync('ways')) {
                await new Promise((done) => require(`./ways/${way}`)(done)).then((result) => console.log(way, `${result}`));
              }
              mkdirSync('out', { recursive: true });
              writeFileSync('out/result', '');
            })();
            """
        );
        await app.RunAsync();
        return app.Seen;
    }

    static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>From run to run, as a step.</summary>
    [Theory]
    [InlineData("save(fs.readFileSync('OUTSIDE/data.txt', 'utf8'));")]
    [InlineData("save(require('OUTSIDE/module.js'));")]
    [InlineData("save(fs.existsSync('OUTSIDE/new') + fs.readdirSync('OUTSIDE').join());")]
    [InlineData("save(process.env.STAGE + Object.keys(process.env).filter((name) => name === 'NEW'));")]
    public async Task Run_WhatItReadChanged_RunsAgain(string source)
    {
        WriteMain(source);
        WriteAll("", "one");
        app.Checkout.Variables["STAGE"] = "one";

        Assert.NotNull(await app.RunAsync());
        var first = app.Kept;
        var second = await app.RunAsync();
        Assert.True(second is null, second);
        WriteAll("", "two");
        app.WriteOutside("new", "");
        app.Checkout.Variables["STAGE"] = "two";
        app.Checkout.Variables["NEW"] = "";

        Assert.NotNull(await app.RunAsync());
        Assert.NotEqual(first, app.Kept);
    }

    [Fact]
    public async Task Run_Clock_RunsEachTimeAndSaysWhy()
    {
        WriteMain("save(new Date());");

        await app.RunAsync();

        Assert.Equal("its result may differ each time: main.js reads the clock", await app.RunAsync());
    }

    [Fact]
    public async Task Run_ErrorWhileAModuleLoads_NamesNoFrameOfTheObserver()
    {
        WriteMain("save(require('./failing').stack);");
        app.Write("failing.js", "module.exports = new Error();");

        await app.RunAsync();

        Assert.Contains("main.js", app.Kept, StringComparison.Ordinal);
        Assert.DoesNotContain("observer", app.Kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("save(new Date(0).toISOString() + new Date('2020-01-01').getTime() + Date.UTC(2020, 1));")]
    [InlineData("process.env.MINE = '1'; save(process.env.MINE);")]
    [InlineData(
        "const folder = fs.mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'x-')); fs.writeFileSync(`${folder}/a`, 'a'); save(fs.readFileSync(`${folder}/a`, 'utf8')); fs.rmSync(folder, { recursive: true });"
    )]
    [InlineData(
        "fs.writeFileSync('out.txt', '1'); save(fs.readFileSync('out.txt', 'utf8') + fs.statSync('out.txt').size);"
    )]
    [InlineData("save(Object.keys(require('left')).length);")]
    public async Task Run_WhatIsItsOwn_IsSkipped(string source)
    {
        WriteMain(source);
        app.Write("node_modules/left/index.js", "exports.one = 1;");
        app.Write("out.txt", "1");

        await app.RunAsync();
        await app.RunAsync();

        var third = await app.RunAsync();
        Assert.True(third is null, third);
    }

    [Fact]
    public async Task Run_FileThatItCountsUp_RunsEachTime()
    {
        WriteMain(
            "const count = +fs.readFileSync('OUTSIDE/count', 'utf8') + 1; fs.writeFileSync('OUTSIDE/count', `${count}`); save(count);"
        );
        app.WriteOutside("count", "0");

        await app.RunAsync();
        await app.RunAsync();

        Assert.NotNull(await app.RunAsync());
        Assert.Equal("3", app.Kept);
    }

    [Fact]
    public async Task Run_NothingToBeSeen_RunsEachTime()
    {
        WriteMain("save(1);");
        app.Checkout.Variables["NODE_OPTIONS"] = "";
        app.Checkout.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;

        await app.RunAsync();

        Assert.Contains("is no program of node", await app.RunAsync(), StringComparison.Ordinal);
    }

    void WriteMain(string source) =>
        app.Write(
            "main.js",
            """
            const fs = require('node:fs');
            const save = (result) => { fs.mkdirSync('out', { recursive: true }); fs.writeFileSync('out/result', `${result}`); };

            """ + source.Replace("OUTSIDE", app.Outside, StringComparison.Ordinal)
        );

    void WriteAll(string folder, string value)
    {
        Write("data.txt", value);
        Write("data.json", $$"""{ "value": "{{value}}" }""");
        Write("module.js", $"module.exports = '{value}';");
        Write("module.mjs", $"export default '{value}';");
        Write(".env", $"VALUE={value}\n");
        Write("print.js", $"console.log('{value}');");
        Write("worker.js", $"require('node:worker_threads').parentPort.postMessage('{value}');");
        Write("fork.js", $"process.send('{value}', () => process.disconnect());");

        void Write(string name, string content) => app.WriteOutside(Path.Combine(folder, name), content);
    }
}
