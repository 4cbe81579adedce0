using Fingerprints;

namespace Build.Tests.Fingerprints.Stores;

public sealed class StoreTrustTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new();
    private readonly Step _step = new("infra", "synth") { Inputs = ["src/**"], Outputs = ["out/"] };

    public StoreTrustTests()
    {
        _checkout.Write("src/a", "1");
        RunOnce();
    }

    public void Dispose() => _checkout.Dispose();

    private bool RunOnce() =>
        _checkout
            .RunOnce(
                _step,
                () =>
                {
                    _checkout.Write("out/a", _checkout.Read("src/a"));
                    return "";
                }
            )
            .HasRun;

    [Fact]
    public void RunAsync_AnyByteOfTheRecordWrong_RunsAgain()
    {
        var file = Path.Combine(_checkout.StoreFolder, "infra.synth.step");
        var length = new FileInfo(file).Length;
        for (var i = 0; i < length; i++)
        {
            var content = File.ReadAllBytes(file);
            content[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(file, content);
            Assert.True(RunOnce(), $"byte {i}");
        }
        Assert.False(RunOnce());
    }

    [Fact]
    public void RunAsync_RecordCutOffAnywhere_RunsAgain()
    {
        var file = Path.Combine(_checkout.StoreFolder, "infra.synth.step");
        for (var length = new FileInfo(file).Length - 1; length >= 0; length -= 7)
        {
            using (var stream = File.OpenWrite(file))
                stream.SetLength(length);
            Assert.True(RunOnce(), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("infra.synth.outputs")]
    [InlineData("contents")]
    public void RunAsync_AnyByteOfAnotherFileWrong_StillSeesEveryChange(string name)
    {
        var file = Path.Combine(_checkout.StoreFolder, name);
        _checkout.RunOnce(_step);
        for (var i = 0; i < new FileInfo(file).Length; i++)
        {
            var content = File.ReadAllBytes(file);
            content[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(file, content);
            if (i % 2 == 0)
                _checkout.Write("src/a", $"{i}");
            else
                _checkout.Write("out/a", "tampered");
            Assert.True(RunOnce(), $"byte {i}");
            Assert.Equal(_checkout.Read("src/a"), _checkout.Read("out/a"));
        }
    }

    [Fact]
    public void RunAsync_StoreOfAnotherCheckout_RunsAgain()
    {
        using var other = new TemporaryCheckout();
        other.Write("src/a", "1");
        other.Write("out/a", "1");
        Directory.CreateDirectory(other.StoreFolder);
        foreach (var file in Directory.EnumerateFiles(_checkout.StoreFolder))
            File.Copy(file, Path.Combine(other.StoreFolder, Path.GetFileName(file)));

        Assert.True(other.RunOnce(_step).HasRun);
        Assert.False(other.RunOnce(_step).HasRun);
    }

    [Fact]
    public void RunAsync_StoreFolder_IsTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has access lists.");
        else
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(_checkout.StoreFolder)
            );
    }

    [Fact]
    public void RunAsync_KilledBetweenAnyTwoWrites_EndsLikeACleanRun()
    {
        var kills = 0;
        for (var at = 0; ; at++)
        {
            _checkout.Write("src/a", $"edit {at}");
            var count = 0;
            var options = _checkout.Options with { Checkpoint = _ => Kill(at, ref count) };
            try
            {
                _checkout.RunOnce(_step, Partly(at), options);
                break;
            }
            catch (KilledException)
            {
                kills++;
            }
            RunOnce();
            Assert.Equal($"edit {at}", _checkout.Read("out/a"));
            Assert.Equal(
                ["out/a"],
                Directory.EnumerateFiles(_checkout.PathOf("out")).Select(file => "out/" + Path.GetFileName(file))
            );
            Assert.False(RunOnce());
            Assert.Empty(Directory.EnumerateFiles(_checkout.StoreFolder, "*.tmp"));
        }
        Assert.True(kills > 10, $"{kills} kills");

        static void Kill(int at, ref int count)
        {
            if (count++ == at)
                throw new KilledException();
        }

        Func<string> Partly(int at) =>
            () =>
            {
                _checkout.Write("out/a", "half");
                _checkout.Write("out/a", $"edit {at}");
                return "";
            };
    }

    [Fact]
    public void RunAsync_KilledWithinTheStepAndInputsPutBack_RunsAgain()
    {
        _checkout.Write("src/a", "2");
        Assert.Throws<KilledException>(() =>
            _checkout.RunOnce(
                _step,
                () =>
                {
                    _checkout.Write("out/a", "half");
                    throw new KilledException();
                }
            )
        );
        _checkout.Write("src/a", "1");

        Assert.True(RunOnce());
        Assert.Equal("1", _checkout.Read("out/a"));
    }

    private sealed class KilledException : Exception;
}
