using System.Text.Json;
using Endurance.Arenas;
using Endurance.Judges;
using LocalAws;

namespace Endurance.Events;

/// <summary>Hours that pass while a target runs: the local AWS's clock is late in the day and runs ahead of the machine's.</summary>
static class Clocks
{
    const double Times = 120;

    public static async Task<Happening> PassAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        arena.Assembly.Edit($"{random.Next()}");
        var later = TimeSpan.FromMinutes(random.Next(24 * 60));
        var clock = new FastClock(later, Times);
        var log = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var settings = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(arena.Root, "build", "settings.json"), cancellationToken)
        );
        var cicd = settings.RootElement.GetProperty("cicd").GetProperty("account").GetString()!;
        var options = new LocalAwsOptions
        {
            StateDirectory = arena.State,
            Accounts =
            [
                cicd,
                .. settings
                    .RootElement.GetProperty("environments")
                    .EnumerateArray()
                    .Select(environment => environment.GetProperty("account").GetString()!)
                    .Distinct(),
            ],
            Clock = clock,
            Log = log.Enqueue,
        };
        await using var server = await LocalAwsServer.StartAsync(options, cancellationToken);
        var key = server.AdministratorOf(cicd);
        var environment =
            $"AWS_ENDPOINT_URL={server.Endpoint} AWS_ACCESS_KEY_ID={key.AccessKeyId} AWS_SECRET_ACCESS_KEY={key.SecretAccessKey}";
        // A rehearsal would start its own: this one is AWS itself for the run, which deploys what rehearsals synthesized.
        var copy = Path.Combine(arena.Root, "infra", "cdk.out");
        using var run = arena.StartShell(
            $"[ {arena.Assembly.Folder} = {copy} ] || {{ rm -rf {copy}; cp -a {arena.Assembly.Folder} {copy}; }}; AWS_EC2_METADATA_DISABLED=true {environment} "
                + "exec ./build.sh --target=Deploy --exclusive --project=infra --require-approval=never"
        );
        var hung = await Interruptions.EndAsync(run, cancellationToken);
        var passed = clock.GetUtcNow() - DateTimeOffset.UtcNow - later;
        return new(
            $"Deploy {later.TotalHours:F1} hours later, while {passed.TotalMinutes:F0} minutes pass",
            [run.Text, .. log],
            hung
        );
    }
}
