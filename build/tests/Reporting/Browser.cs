using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Build.Tests.Bootstrappers;

namespace Build.Tests.Reporting;

/// <summary>
/// Chromium without a window, where it is installed, driven by its own protocol on the loopback interface
/// (https://chromedevtools.github.io/devtools-protocol/).
/// </summary>
sealed class Browser : IAsyncDisposable
{
    static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    readonly Process process;
    readonly DirectoryInfo profile;
    readonly ClientWebSocket socket = new();
    static CancellationToken cancellation => TestContext.Current.CancellationToken;
    readonly List<string> complaints = [];
    readonly HashSet<string> loaded = new(StringComparer.Ordinal);
    string? session;
    int calls;

    Browser(Process process, DirectoryInfo profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Where it is; null where it is not installed.</summary>
    public static string? Program => names.Select(Repository.Which).FirstOrDefault(path => path is not null);

    /// <summary>What the page logged, was refused by its policy, or asked of a network.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Browser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("browser-");
        var process = Process.Start(
            new ProcessStartInfo(
                Program!,
                [
                    "--headless=new",
                    "--remote-debugging-port=0",
                    "--remote-debugging-address=127.0.0.1",
                    // The tests may run as root, for whom there is no sandbox; the pages are their own.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--hide-scrollbars",
                    $"--user-data-dir={profile.FullName}",
                    "about:blank",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        var browser = new Browser(process, profile);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    async Task ConnectAsync()
    {
        const string Listening = "DevTools listening on ";
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException("The browser ended before it listened."));
            else if (line.Data.StartsWith(Listening, StringComparison.Ordinal))
                address.TrySetResult(new Uri(line.Data[Listening.Length..]));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await socket.ConnectAsync(await address.Task, cancellation);
        var created = await CallAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        var attached = await CallAsync(
            "Target.attachToTarget",
            new() { ["targetId"] = created["targetId"]!.DeepClone(), ["flatten"] = true }
        );
        session = attached["sessionId"]!.ToString();
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
            await CallAsync($"{domain}.enable", []);
        await CallAsync("Page.setLifecycleEventsEnabled", new() { ["enabled"] = true });
    }

    /// <summary>Opens a page as it is seen on a screen.</summary>
    /// <param name="scheme">light or dark.</param>
    /// <param name="media">screen or print.</param>
    public async Task OpenAsync(string file, int width, string scheme = "light", string media = "screen")
    {
        await CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = 900,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = width < 500,
            }
        );
        await CallAsync(
            "Emulation.setEmulatedMedia",
            new()
            {
                ["media"] = media,
                ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
            }
        );
        var navigated = await CallAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        var loader = navigated["loaderId"]!.ToString();
        while (!loaded.Contains(loader))
            Hear(await ReceiveAsync());
    }

    /// <summary>The value of an expression of JavaScript, awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
            }
        );
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"]?.DeepClone();
    }

    public Task PressAsync(string key, int code) =>
        CallAsync(
            "Input.dispatchKeyEvent",
            new()
            {
                ["type"] = "keyDown",
                ["key"] = key,
                ["code"] = key,
                ["windowsVirtualKeyCode"] = code,
            }
        );

    /// <summary>Takes a picture of the whole page, as a PNG.</summary>
    public async Task PictureAsync(string file)
    {
        var answer = await CallAsync(
            "Page.captureScreenshot",
            new() { ["format"] = "png", ["captureBeyondViewport"] = true }
        );
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(answer["data"]!.ToString()), cancellation);
    }

    /// <summary>Prints the page as a PDF.</summary>
    public async Task PrintAsync(string file)
    {
        var answer = await CallAsync("Page.printToPDF", new() { ["printBackground"] = true });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(answer["data"]!.ToString()), cancellation);
    }

    async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        var id = ++calls;
        var call = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (session is not null)
            call["sessionId"] = session;
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(call.ToJsonString()),
            WebSocketMessageType.Text,
            endOfMessage: true,
            cancellation
        );
        while (true)
        {
            var told = await ReceiveAsync();
            Hear(told);
            if (told["id"]?.GetValue<int>() != id)
                continue;
            return told["result"]?.AsObject()
                ?? throw new InvalidOperationException($"{method}: {told["error"]?.ToJsonString()}");
        }
    }

    void Hear(JsonObject told)
    {
        var parameters = told["params"];
        switch (told["method"]?.ToString())
        {
            case "Log.entryAdded":
                complaints.Add(parameters!["entry"]!["text"]!.ToString());
                break;
            case "Page.lifecycleEvent" when parameters!["name"]!.ToString() == "load":
                loaded.Add(parameters["loaderId"]!.ToString());
                break;
            case "Runtime.exceptionThrown":
                complaints.Add(parameters!["exceptionDetails"]!.ToJsonString());
                break;
            case "Network.requestWillBeSent"
                when !parameters!["request"]!["url"]!.ToString().StartsWith("file:", StringComparison.Ordinal):
                complaints.Add(parameters["request"]!["url"]!.ToString());
                break;
        }
    }

    async Task<JsonObject> ReceiveAsync()
    {
        // A browser that has nothing to say any more hangs.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            await message.WriteAsync(buffer.AsMemory(0, part.Count), patience.Token);
        } while (!part.EndOfMessage);
        return JsonSerializer.Deserialize<JsonObject>(message.ToArray())!;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A helper of the browser still writes; the system empties its folder of temporary files.
        }
    }
}
