using Fingerprints.Versions;

namespace Build.Tests.Fingerprints.Versions;

public sealed class ToolVersionsTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new(withGit: false);
    private int _asked;

    public void Dispose() => _checkout.Dispose();

    private Task<string?> FindAsync() =>
        new ToolVersions(_checkout.Options).FindAsync(
            _checkout.PathOf("node"),
            () => Task.FromResult<string?>($"{++_asked}")
        );

    private void Install(long size)
    {
        using var file = File.Create(_checkout.PathOf("node"));
        file.SetLength(size);
    }

    [Fact]
    public async Task FindAsync_ProgramLeftAlone_AsksOnce()
    {
        Install(30_000_000);

        Assert.Equal("1", await FindAsync());
        Assert.Equal("1", await FindAsync());
    }

    [Fact]
    public async Task FindAsync_ProgramReplaced_AsksAgain()
    {
        Install(30_000_000);
        await FindAsync();
        Install(30_000_001);

        Assert.Equal("2", await FindAsync());
    }

    [Fact]
    public async Task FindAsync_ProgramMayBeAShim_AsksEachTime()
    {
        Install(1000);
        await FindAsync();

        Assert.Equal("2", await FindAsync());
    }
}
