using System.Collections.Concurrent;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Worlds;

/// <summary>The journal's files at each moment of their being rewritten while the server runs.</summary>
public sealed class JournalTests : IDisposable
{
    const int Parameters = 40;

    readonly string _state = Directory.CreateTempSubdirectory("local-aws-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Journal => Path.Combine(_state, "journal");

    /// <summary>What the files hold, in quarters of what was written: a rewritten first file says what those before said together.</summary>
    [Theory]
    [InlineData("another file was begun", "012", "3", null, null)]
    [InlineData("the rewritten file was begun", "012", "3", null, "0")]
    [InlineData("the rewritten file was done", "01", "2", "3", "012")]
    [InlineData("it had taken the first one's place", "012", "2", "3", null)]
    [InlineData("the file before was removed", "012", null, "3", null)]
    [InlineData("two files were to be removed and one was", "0123", null, "3", null)]
    public async Task State_KilledWhen_HasAllThatWasAnswered(
        string moment,
        string first,
        string? second,
        string? third,
        string? next
    )
    {
        Assert.NotEmpty(moment);
        await WriteAsync();
        var lines = await File.ReadAllLinesAsync(Journal, Cancellation);
        await ArrangeAsync("journal", first);
        await ArrangeAsync("journal.1", second);
        await ArrangeAsync("journal.2", third);
        await ArrangeAsync("journal.next", next, torn: true);

        for (var start = 0; start < 2; start++)
        {
            await using var world = await StartAsync();
            await CheckAsync(world);
        }
        Assert.False(File.Exists(Journal + ".1") || File.Exists(Journal + ".2"));

        async Task ArrangeAsync(string file, string? quarters, bool torn = false)
        {
            if (quarters is null)
                return;
            var size = (lines.Length + 3) / 4;
            var text = string.Concat(
                quarters.Select(q => string.Concat(lines.Skip((q - '0') * size).Take(size).Select(line => line + "\n")))
            );
            await File.WriteAllTextAsync(Path.Combine(_state, file), torn ? text[..^5] : text, Cancellation);
        }
    }

    [Fact]
    public async Task State_LastLineOfALaterFileTorn_IsReadWithoutIt()
    {
        await WriteAsync();
        await File.WriteAllTextAsync(Journal + ".1", "[\"111111111111\",\"eu-west-1\",\"ssm.", Cancellation);

        await using var world = await StartAsync();

        await CheckAsync(world);
    }

    [Theory]
    [InlineData("{\"Name\":[]}")]
    [InlineData("[]")]
    [InlineData("{\"Name\":null,\"Versions\":{}}")]
    [InlineData("{\"Name\":\"/strange\",\"Versions\":[{\"Type\":77}]}")]
    public async Task State_WithARecordOfAnotherShape_LosesThatRecordAlone(string record)
    {
        await WriteAsync();
        await File.AppendAllTextAsync(
            Journal,
            $"[\"111111111111\",\"eu-west-1\",\"ssm.parameters\",\"/strange\",{record}]\n",
            Cancellation
        );
        var said = new ConcurrentQueue<string>();

        await using var world = await LocalWorld.StartAsync(o =>
            o with
            {
                StateDirectory = _state,
                Log = said.Enqueue,
            }
        );

        await CheckAsync(world);
        Assert.Contains("/strange", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_OfAServerThatRuns_IsRewrittenAndLosesNothing()
    {
        var value = new string('x', 4000);
        var number = 0;
        await using (var world = await StartAsync())
        {
            using var ssm = Client(world);
            var (before, size) = (0L, 0L);
            while (size >= before)
            {
                await ssm.PutParameterAsync(Text("/much", $"{++number} {value}"), Cancellation);
                (before, size) = (size, new FileInfo(Journal).Length);
            }
            await ssm.PutParameterAsync(Text("/last", "kept"), Cancellation);
        }

        await using var again = await StartAsync();
        using var client = Client(again);
        Assert.Equal($"{number} {value}", await ValueAsync(client, "/much"));
        Assert.Equal("kept", await ValueAsync(client, "/last"));
        Assert.False(File.Exists(Journal + ".1"));
    }

    [Fact]
    public async Task Journal_InSeveralFilesAndToBeginEmpty_IsGone()
    {
        await WriteAsync();
        File.Copy(Journal, Journal + ".1");

        await using var world = await LocalWorld.StartAsync(o =>
            o with
            {
                StateDirectory = _state,
                StartsEmpty = true,
            }
        );

        using var ssm = Client(world);
        await Assert.ThrowsAsync<ParameterNotFoundException>(() => ValueAsync(ssm, "/p1"));
    }

    /// <summary>Every parameter is written twice; of three, one is deleted.</summary>
    async Task WriteAsync()
    {
        await using var world = await StartAsync();
        using var ssm = Client(world);
        foreach (var round in new[] { "first", "second" })
            for (var i = 0; i < Parameters; i++)
                await ssm.PutParameterAsync(Text($"/p{i}", $"{round} {i}"), Cancellation);
        for (var i = 0; i < Parameters; i += 3)
            await ssm.DeleteParameterAsync(new() { Name = $"/p{i}" }, Cancellation);
    }

    static async Task CheckAsync(LocalWorld world)
    {
        using var ssm = Client(world);
        for (var i = 0; i < Parameters; i++)
            if (i % 3 == 0)
                await Assert.ThrowsAsync<ParameterNotFoundException>(() => ValueAsync(ssm, $"/p{i}"));
            else
                Assert.Equal($"second {i}", await ValueAsync(ssm, $"/p{i}"));
    }

    static PutParameterRequest Text(string name, string value) =>
        new()
        {
            Name = name,
            Value = value,
            Type = ParameterType.String,
            Overwrite = true,
        };

    static async Task<string> ValueAsync(AmazonSimpleSystemsManagementClient ssm, string name) =>
        (await ssm.GetParameterAsync(new() { Name = name }, Cancellation)).Parameter.Value;

    static AmazonSimpleSystemsManagementClient Client(LocalWorld world) =>
        new(world.Administrator(LocalWorld.First), world.Configure(new AmazonSimpleSystemsManagementConfig()));

    Task<LocalWorld> StartAsync() => LocalWorld.StartAsync(o => o with { StateDirectory = _state });

    public void Dispose() => Directory.Delete(_state, recursive: true);
}
