using LocalAws.Worlds;

namespace Build.Tests.LocalAws.Worlds;

public sealed class StateTests : IDisposable
{
    readonly string _state = Directory.CreateTempSubdirectory().FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_CopiedWhileTheServerRuns_HasAllThatWasAnswered()
    {
        var copy = Path.Combine(_state, "copy");
        var original = Path.Combine(_state, "original");
        await using var world = await StartAsync(original);
        using var sts = world.Sts(world.Administrator(LocalWorld.First));
        var before = await sts.GetCallerIdentityAsync(new(), Cancellation);
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(original, "journal"), Path.Combine(copy, "journal"));

        await using var after = await StartAsync(copy);
        using var again = after.Sts(world.Administrator(LocalWorld.First));

        Assert.Equal(before.UserId, (await again.GetCallerIdentityAsync(new(), Cancellation)).UserId);
    }

    [Fact]
    public async Task State_LastLineTorn_IsReadWithoutIt()
    {
        await using (var world = await StartAsync(_state))
            world.Administrator(LocalWorld.First);
        var journal = Path.Combine(_state, "journal");
        var whole = await File.ReadAllTextAsync(journal, Cancellation);
        await File.AppendAllTextAsync(journal, "[\"111111111111\",\"\",\"iam.use", Cancellation);

        await using (await StartAsync(_state))
            Assert.Equal(whole, await File.ReadAllTextAsync(journal, Cancellation));
    }

    [Fact]
    public async Task State_InUse_SaysByWhichProcessAndEndpoint()
    {
        await using var first = await StartAsync(_state);

        var error = await Assert.ThrowsAsync<StateInUseException>(() => StartAsync(_state));

        Assert.Equal(
            Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            error.ProcessId
        );
        Assert.Equal(first.Server.Endpoint.ToString(), error.Endpoint);
    }

    [Fact]
    public async Task State_OnDisk_IsForItsOwnerOnly()
    {
        await using var world = await StartAsync(Path.Combine(_state, "inner"));
        world.Administrator(LocalWorld.First);
        if (OperatingSystem.IsWindows())
            return;

        var file = File.GetUnixFileMode(Path.Combine(_state, "inner", "journal"));
        var directory = File.GetUnixFileMode(Path.Combine(_state, "inner"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, directory);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("localhost")]
    public async Task Address_OtherThanLoopback_IsRefused(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            LocalWorld.StartAsync(options => options with { Address = address })
        );

    public void Dispose() => Directory.Delete(_state, recursive: true);

    static Task<LocalWorld> StartAsync(string state) =>
        LocalWorld.StartAsync(options => options with { StateDirectory = state });
}
