using Build.Tests.Findings;
using Build.Tests.Settings;
using Rehearsal;

namespace Build.Tests.Steps;

/// <summary>What an app reads decides whether it is synthesized again: with the real program.</summary>
public sealed class SynthInputsTests
{
    /// <param name="changed">A file of the repository, one of the user's home, or a variable.</param>
    [Theory]
    [InlineData("save(fs.readFileSync('site/index.html', 'utf8'));", "infra/site/index.html", "two")]
    [InlineData("save(fs.readFileSync('ignored.json', 'utf8'));", "infra/ignored.json", "two")]
    [InlineData("save(fs.readdirSync('site'));", "infra/site/more.html", "")]
    [InlineData("save(require('../shared/names.js'));", "shared/names.js", "module.exports = 2;")]
    [InlineData("save(fs.readFileSync('OUTSIDE/data.txt', 'utf8'));", "~/data.txt", "two")]
    [InlineData("save(process.env.STAGE);", "$STAGE", "two")]
    [InlineData("save(process.env.CDK_DEFAULT_ACCOUNT);", "~/.aws/config", "[default]")]
    [InlineData("save(1);", "~/.cdk.json", """{ "context": { "stage": "two" } }""")]
    public void Synth_WhatTheAppReadChanged_RunsAgain(string source, string changed, string content)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in for yarn.");
        using var app = Create(source);

        Assert.Contains("runs", app.Synthesize(), StringComparison.Ordinal);
        var second = app.Synthesize();
        Assert.StartsWith("infra synth: unchanged", second, StringComparison.Ordinal);
        if (changed.StartsWith('$'))
            app.Variables[changed[1..]] = content;
        else
            app.Write(changed.Replace("~", app.Outside, StringComparison.Ordinal), content);

        Assert.StartsWith("infra synth: runs", app.Synthesize(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("save(new Date());", "node app.js", "app.js reads the clock")]
    [InlineData(
        "save(require('node:child_process').execSync('git --version'));",
        "node app.js",
        "it starts sh -c git --version"
    )]
    [InlineData("save(1);", "echo 1 > stage.txt && node app.js", "it is more than a program of node")]
    [InlineData("save(1);", "cp manifest.json cdk.out/", "is no program of node")]
    public void Synth_ResultThatNobodyCanForesee_RunsEachTimeAndSaysWhy(string source, string command, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in for yarn.");
        using var app = Create(source);
        app.Write("infra/cdk.json", $$"""{ "app": "{{command}}" }""");
        app.Write("infra/manifest.json", "{}");

        app.Synthesize();
        var second = app.Synthesize();

        Assert.StartsWith("infra synth: runs", second, StringComparison.Ordinal);
        Assert.Contains(reason, second, StringComparison.Ordinal);
    }

    [Fact]
    public void Deploy_DryRunOfAnAssemblyThatNoLongerFits_PrintsNoPlan()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in for yarn.");
        using var app = Create("save(1);");
        app.Synthesize();
        app.Write("build/settings.json", "{}");

        var run = app.Run("--target=Deploy", "--project=infra", "--dryrun");

        Assert.Contains(
            "infra/cdk.out may not be what its sources and the settings make now",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("./build.sh --target=Synth --project=infra", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_WithoutTheFolderOfThePipeline_WorksOnceTheProjectsAreNamed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in for yarn.");
        using var app = Create("save(1);");

        var refused = app.Run("--target=Install", "--exclusive");
        var finding = PrintedFindings.Single(refused);
        var named = finding.Next![finding.Next!.IndexOf("\"projects\"", StringComparison.Ordinal)..];
        app.Settings = SettingsText.Valid.Replace("\"roles\":", $"{named}, \"roles\":", StringComparison.Ordinal);
        var run = app.Run("--target=Install", "--exclusive");
        var rehearsal = app.Run("--target=Rehearse");

        Assert.Equal((2, "The project pipeline has no folder pipeline/"), (refused.ExitCode, finding.What));
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal((2, RehearsalCodes.NoPipeline), (rehearsal.ExitCode, PrintedFindings.Single(rehearsal).Code));
    }

    static SynthProgram Create(string source)
    {
        var app = new SynthProgram(source);
        app.Write(".gitignore", "ignored.json\n");
        app.Write("infra/site/index.html", "one");
        app.Write("infra/ignored.json", "one");
        app.Write("shared/names.js", "module.exports = 1;");
        File.WriteAllText(Path.Combine(app.Outside, "data.txt"), "one");
        app.Variables["STAGE"] = "one";
        return app;
    }
}
