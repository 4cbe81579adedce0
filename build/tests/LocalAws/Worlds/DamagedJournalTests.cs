using System.Collections.Concurrent;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Endurance.Damage;
using LocalAws.Worlds;

namespace Build.Tests.LocalAws.Worlds;

/// <summary>
/// A journal damaged in every way, at random from a seed that is printed: what was whole is there, what was not is named, and
/// skipping it lets the server start.
/// </summary>
public sealed class DamagedJournalTests : IDisposable
{
    const int Parameters = 12;
    const int Rounds = 150;

    readonly string _original = Directory.CreateTempSubdirectory("local-aws-").FullName;
    readonly string _state = Directory.CreateTempSubdirectory("local-aws-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Journal => Path.Combine(_state, "journal");

    [Fact]
    public async Task State_DamagedAtRandom_HasWhatWasWholeAndNamesWhatWasNot()
    {
        await WriteAsync();
        var whole = await File.ReadAllBytesAsync(Path.Combine(_original, "journal"), Cancellation);
        var seed = Environment.GetEnvironmentVariable("LOCAL_AWS_DAMAGE_SEED") is { Length: > 0 } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (kind, damaged) = JournalDamage.Next(whole, random);
            try
            {
                await CheckAsync(JournalDamage.LinesOf(whole), damaged);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException(
                    $"{kind}, round {round}; LOCAL_AWS_DAMAGE_SEED={seed} shows it again",
                    exception
                );
            }
        }
    }

    /// <summary>Lines of a journal without checksums, as it was written before.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("no JSON at all")]
    [InlineData("[1,2,3,4,5]")]
    [InlineData("{\"a\":\"b\",\"c\":[]}")]
    [InlineData("[\"111111111111\",\"eu-west-1\",\"ssm.parameters\",\"/p1\",{\"Name\"")]
    [InlineData("[\"111111111111\",\"eu-west-1\",\"ssm.parameters\",\"/p1\",{\"Name\":\"/p1\"}]]")]
    [InlineData("[\"111111111111\",\"eu-west-1\",\"ssm.parameters\",\"/p1\",{\"Name\":\"/p1\"}] 00000000")]
    public async Task State_OlderJournalWithADamagedLine_LosesThatLineAlone(string damage)
    {
        await WriteAsync();
        var lines = (await File.ReadAllLinesAsync(Path.Combine(_original, "journal"), Cancellation))
            .Select(line => line[..(line.LastIndexOf(']') + 1)])
            .ToList();
        await File.WriteAllLinesAsync(Journal, [.. lines[..5], damage, .. lines[5..]], Cancellation);

        var refused = await Assert.ThrowsAsync<StateDamagedException>(() => StartAsync(skips: false));
        await using (var world = await StartAsync(skips: true))
            await CheckAsync(world, "second");
        await using (var again = await StartAsync(skips: false))
            await CheckAsync(again, "second");

        Assert.Equal((Journal, 6), (Assert.Single(refused.Records).File, refused.Records[0].Line));
        Assert.Equal(damage + "\n", await File.ReadAllTextAsync(Journal + ".damaged", Cancellation));
    }

    /// <summary>Who loses the administrator with a record gets another one.</summary>
    [Theory]
    [InlineData("iam.users")]
    [InlineData("iam.access-keys")]
    [InlineData("sts.seal-keys")]
    public async Task State_WithoutARecordOfIdentities_LetsTheAdministratorIn(string table)
    {
        await WriteAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(_original, "journal"), Cancellation);
        await File.WriteAllLinesAsync(
            Journal,
            lines.Select(line => line.Contains($"\"{table}\"", StringComparison.Ordinal) ? line[1..] : line),
            Cancellation
        );

        await using var world = await StartAsync(skips: true);

        await CheckAsync(world, "second");
    }

    /// <summary>A line is whole where it is one that was written: every other one has to be named, and no other.</summary>
    async Task CheckAsync(IReadOnlyList<byte[]> written, byte[] damaged)
    {
        foreach (var file in Directory.EnumerateFiles(_state))
            File.Delete(file);
        await File.WriteAllBytesAsync(Journal, damaged, Cancellation);
        var known = written.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        var lines = JournalDamage.LinesOf(damaged);
        var isTorn = lines.Count > 0 && damaged[^1] != '\n';
        var bad = Enumerable
            .Range(0, lines.Count)
            .Where(i => !known.Contains(Convert.ToHexString(lines[i])))
            .Where(i => !isTorn || i < lines.Count - 1)
            .Select(i => i + 1)
            .ToList();
        var expected = lines.Where(line => known.Contains(Convert.ToHexString(line))).ToList();

        if (bad.Count > 0)
        {
            var refused = await Assert.ThrowsAsync<StateDamagedException>(() => StartAsync(skips: false));
            Assert.Equal(bad, refused.Records.Select(record => record.Line));
            Assert.All(refused.Records, record => Assert.Equal(Journal, record.File));
            Assert.Equal(damaged, await File.ReadAllBytesAsync(Journal, Cancellation));
        }
        var said = new ConcurrentQueue<string>();
        await using (var world = await StartAsync(skips: true, said.Enqueue))
            await CheckAsync(world, JournalDamage.Parameters(expected));
        Assert.Equal(bad.Count, said.Count);
        await using var again = await StartAsync(skips: false, said.Enqueue);
        await CheckAsync(again, JournalDamage.Parameters(expected));
        Assert.Equal(bad.Count, said.Count);
    }

    static async Task CheckAsync(LocalWorld world, IReadOnlyDictionary<string, string> expected)
    {
        using var ssm = Client(world);
        for (var i = 0; i < Parameters; i++)
        {
            var name = $"/p{i}";
            if (expected.TryGetValue(name, out var value))
                Assert.Equal(value, await ValueAsync(ssm, name));
            else
                await Assert.ThrowsAsync<ParameterNotFoundException>(() => ValueAsync(ssm, name));
        }
    }

    static async Task CheckAsync(LocalWorld world, string round)
    {
        using var ssm = Client(world);
        for (var i = 0; i < Parameters; i++)
            Assert.Equal($"{round} {i}", await ValueAsync(ssm, $"/p{i}"));
    }

    async Task WriteAsync()
    {
        await using var world = await LocalWorld.StartAsync(o => o with { StateDirectory = _original });
        using var ssm = Client(world);
        await ssm.PutParameterAsync(
            new()
            {
                Name = "/text",
                Value = "\u00e4 \ud83d\ude00 \"quoted\"",
                Type = ParameterType.String,
            },
            Cancellation
        );
        foreach (var round in new[] { "first", "second" })
            for (var i = 0; i < Parameters; i++)
                await ssm.PutParameterAsync(
                    new()
                    {
                        Name = $"/p{i}",
                        Value = $"{round} {i}",
                        Type = ParameterType.String,
                        Overwrite = true,
                    },
                    Cancellation
                );
    }

    static async Task<string> ValueAsync(AmazonSimpleSystemsManagementClient ssm, string name) =>
        (await ssm.GetParameterAsync(new() { Name = name }, Cancellation)).Parameter.Value;

    static AmazonSimpleSystemsManagementClient Client(LocalWorld world) =>
        new(world.Administrator(LocalWorld.First), world.Configure(new AmazonSimpleSystemsManagementConfig()));

    Task<LocalWorld> StartAsync(bool skips, Action<string>? log = null) =>
        LocalWorld.StartAsync(o =>
            o with
            {
                StateDirectory = _state,
                SkipsDamagedRecords = skips,
                Log = log ?? (_ => { }),
            }
        );

    public void Dispose()
    {
        Directory.Delete(_original, recursive: true);
        Directory.Delete(_state, recursive: true);
    }
}
