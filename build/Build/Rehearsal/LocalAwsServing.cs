using Build.Reporting;
using LocalAws;

namespace Build.Rehearsal;

/// <summary>Leaves a local AWS to other programs until the run is interrupted.</summary>
static class LocalAwsServing
{
    public static async Task UntilInterruptedAsync(BuildContext context, LocalAwsServer server, string stateFolder)
    {
        var profile = LocalAwsProfile.Write(context.Root, stateFolder, server, context.Settings);
        Terminal.WriteLine($"The local AWS answers at {server.Endpoint}. Point a shell at it:");
        foreach (var (name, value) in profile.Variables)
            Terminal.WriteLine($"  export {name}={value}");
        Terminal.WriteLine(OldClients(server.Endpoint));
        Terminal.WriteLine($"Profiles of the other accounts: {string.Join(", ", profile.Profiles)}");

        var interrupted = new TaskCompletionSource();
        using var registration = context.Cancellation.Register(interrupted.SetResult);
        await interrupted.Task;
    }

    /// <summary>What to give to clients from before July 2023, when AWS_ENDPOINT_URL came ("Service-specific endpoints" in the AWS SDKs and Tools Reference Guide).</summary>
    static string OldClients(Uri endpoint) =>
        "aws CLI before 2.13 (1.29 of version 1), boto3 before 1.28 and other SDKs of that time ignore AWS_ENDPOINT_URL"
        + $" and call AWS itself: give them --endpoint-url {endpoint} (boto3: endpoint_url=\"{endpoint}\")";
}
