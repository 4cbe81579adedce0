using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Worlds;

/// <summary>A state on a disk that is full: what was answered is kept, and nothing waits for what will never be.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly string _state = Directory.CreateTempSubdirectory("local-aws-").FullName;
    readonly bool _isMounted;

    public FullDiskTests() =>
        _isMounted =
            System.OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tests", _state);

    [Fact]
    public async Task State_OnADiskThatIsFull_RefusesAllAtOnceAndKeepsWhatWasAnswered()
    {
        Assert.SkipUnless(_isMounted, "only root mounts a small disk");
        var said = new ConcurrentQueue<string>();
        var answered = 0;
        await using (var world = await StartAsync(said))
        {
            using var ssm = Client(world);
            var refused = await Assert.ThrowsAnyAsync<AmazonSimpleSystemsManagementException>(async () =>
            {
                for (; answered < 1000; answered++)
                    await PutAsync(ssm, answered);
            });
            var again = await Assert.ThrowsAnyAsync<AmazonSimpleSystemsManagementException>(() => ValueAsync(ssm, 0));

            Assert.Equal(("LocalAwsStateNotWritable", 507), (refused.ErrorCode, (int)refused.StatusCode));
            Assert.Equal(refused.Message, again.Message);
            Assert.StartsWith("The local AWS cannot write its state", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal("The local AWS cannot write its state", Assert.Single(said)[..36]);
        Assert.True(answered > 0, "nothing was answered");
        Assert.True(Run("mount", "-o", "remount,size=4m", _state));

        await using var after = await StartAsync(said);
        using var client = Client(after);
        for (var i = 0; i < answered; i++)
            Assert.StartsWith($"{i} ", await ValueAsync(client, i), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ParameterNotFoundException>(() => ValueAsync(client, answered));
        await PutAsync(client, answered);
    }

    static Task PutAsync(AmazonSimpleSystemsManagementClient ssm, int number) =>
        ssm.PutParameterAsync(
            new()
            {
                Name = $"/p{number}",
                Value = $"{number} {new string('x', 3000)}",
                Type = ParameterType.String,
            },
            TestContext.Current.CancellationToken
        );

    static async Task<string> ValueAsync(AmazonSimpleSystemsManagementClient ssm, int number) =>
        (await ssm.GetParameterAsync(new() { Name = $"/p{number}" }, TestContext.Current.CancellationToken))
            .Parameter
            .Value;

    static AmazonSimpleSystemsManagementClient Client(LocalWorld world) =>
        new(world.Administrator(LocalWorld.First), world.Configure(new AmazonSimpleSystemsManagementConfig()));

    Task<LocalWorld> StartAsync(ConcurrentQueue<string> said) =>
        LocalWorld.StartAsync(o => o with { StateDirectory = _state, Log = said.Enqueue });

    static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", _state);
        Directory.Delete(_state, recursive: true);
    }
}
