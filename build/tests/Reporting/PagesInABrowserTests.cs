using System.Globalization;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Reporting.Pages;
using Reporting.Runs;

namespace Build.Tests.Reporting;

/// <summary>The pages in Chromium, where it is installed; the pictures are files of the test run.</summary>
public sealed class PagesInABrowserTests : IClassFixture<PagesInABrowserTests.Fixture>, IDisposable
{
    /// <summary>Names axe-core's script (npm's axe-core, axe.min.js), which judges how accessible the pages are.</summary>
    const string Axe = "AXE_CORE_SCRIPT";

    static readonly string pictures = Path.Combine(AppContext.BaseDirectory, "TestResults", "pages");

    readonly TemporaryFolder folder = new();
    readonly Browser? browser;

    public PagesInABrowserTests(Fixture fixture)
    {
        browser = fixture.Browser;
        Assert.SkipWhen(browser is null, "Chromium is not installed");
        Directory.CreateDirectory(pictures);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>One browser for all: a page is opened anew by each test.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal Browser? Browser { get; private set; }

        public async ValueTask InitializeAsync() =>
            Browser = Reporting.Browser.Program is null ? null : await Reporting.Browser.StartAsync();

        public async ValueTask DisposeAsync()
        {
            if (Browser is not null)
                await Browser.DisposeAsync();
        }
    }

    public static TheoryData<string> Names => [.. SamplePages.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page_OnEachScreenAndOnPaper_IsWholeAndAccessible(string name)
    {
        var file = Write(SamplePages.All[name]());
        var axe = Environment.GetEnvironmentVariable(Axe);
        foreach (
            var (width, scheme, media) in ((int, string, string)[])
                [
                    (1280, "light", "screen"),
                    (1280, "dark", "screen"),
                    (400, "light", "screen"),
                    (400, "dark", "screen"),
                    (1000, "light", "print"),
                ]
        )
        {
            await browser!.OpenAsync(file, width, scheme, media);
            await browser.PictureAsync(
                Path.Combine(pictures, $"{name}-{(media == "print" ? media : $"{width}-{scheme}")}.png")
            );
            var wide = await browser.EvaluateAsync("document.documentElement.scrollWidth");
            Assert.True(wide!.GetValue<int>() <= width, $"{name} at {width} is {wide} wide");
            if (axe is not null)
                Assert.Empty(await FaultsAsync(axe));
        }
        Assert.Empty(browser!.Complaints);
    }

    [Fact]
    public async Task Page_SearchAndStates_ShowWhatFits()
    {
        await browser!.OpenAsync(Write(SamplePages.All["deploy"]()), 1280);

        await browser.PressAsync("/", 191);
        Assert.Equal("search", await TextAsync("document.activeElement.id"));
        await SearchAsync("dbinstance account1");
        Assert.Equal("1 of 18 shown", await TextAsync("document.querySelector('#shown').textContent"));
        Assert.Equal("1", await TextAsync("String(document.querySelectorAll('.line:not([hidden])').length)"));
        await SearchAsync("nothing like it");
        Assert.Equal("false", await TextAsync("String(document.querySelector('.nothing').hidden)"));
        await SearchAsync("");
        await browser.EvaluateAsync("document.querySelector('[data-state=skipped]').click()");
        Assert.Equal(
            "Api,Website",
            await TextAsync(
                "[...document.querySelectorAll('.item:not([hidden]) .name')].map(e => e.textContent).join()"
            )
        );
    }

    [Fact]
    public async Task Diff_Page_ShowsEachValueBeforeAndAfter()
    {
        await browser!.OpenAsync(Write(SamplePages.All["diff"]()), 1280);

        var text = await TextAsync("document.body.textContent");

        Assert.Contains("Properties.Value: \"Hello\" -> \"Good morning\"", text, StringComparison.Ordinal);
        Assert.Contains(
            "Properties.DBName: \"orders\" -> \"customers\" (replaces the resource)",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Modify: replaced, ITS DATA IS LOST", text, StringComparison.Ordinal);
        Assert.Equal("Database", await TextAsync("document.querySelector('.item .name').textContent"));
    }

    [Fact]
    public async Task Graph_RoleThatIsPointedAt_ShowsItsStatementsAndIsZoomed()
    {
        await browser!.OpenAsync(Write(SamplePages.All["graph"]()), 1280);
        const string Width = "document.querySelector('#drawing svg').getAttribute('width')";
        var before = int.Parse(await TextAsync(Width), CultureInfo.InvariantCulture);

        await browser.EvaluateAsync("document.querySelector('#in').click()");
        await browser.EvaluateAsync(
            "document.querySelectorAll('svg [data-role]')[2].dispatchEvent(new Event('mouseenter'))"
        );

        Assert.True(int.Parse(await TextAsync(Width), CultureInfo.InvariantCulture) > before);
        Assert.Contains(
            "role/",
            await TextAsync("document.querySelector('#pointed').textContent"),
            StringComparison.Ordinal
        );
        Assert.NotEqual("0", await TextAsync("String(document.querySelectorAll('svg .dim').length)"));
    }

    [Fact]
    public async Task Page_OfAThousandStacks_IsSearchedAtOnce()
    {
        await browser!.OpenAsync(Write(RunPageText.Of(SampleRun.Deploy(accounts: 167), RunFiles.Index)), 1280);

        await SearchAsync("database account100");

        Assert.Equal("1 of 1002 shown", await TextAsync("document.querySelector('#shown').textContent"));
    }

    Task SearchAsync(string words) =>
        browser!.EvaluateAsync(
            $$"""document.querySelector('#search').value = {{JsonValue.Create(words).ToJsonString()}}; document.querySelector('#search').dispatchEvent(new Event('input'))"""
        );

    async Task<string> TextAsync(string expression) => (await browser!.EvaluateAsync(expression))!.ToString();

    /// <summary>What axe-core finds serious or critical.</summary>
    async Task<IEnumerable<string>> FaultsAsync(string axe)
    {
        await browser!.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken) + "; 1");
        var found = await browser.EvaluateAsync("axe.run()");
        return
        [
            .. found!["violations"]!
                .AsArray()
                .Where(fault => fault!["impact"]?.ToString() is "serious" or "critical")
                .Select(fault =>
                    $"{fault!["id"]}: {fault["help"]}: {fault["nodes"]![0]!["html"]} {fault["nodes"]![0]!["failureSummary"]}"
                ),
        ];
    }

    string Write(string page)
    {
        var file = Path.Combine(folder.Path, "page.html");
        File.WriteAllText(file, page);
        return file;
    }
}
