using System.Reflection;
using System.Runtime.InteropServices;
using LocalAws;
using LocalAws.Profiles;
using LocalAws.Tool;
using LocalAws.Worlds;

const int Failed = 1;
const int WrongInput = 2;

var (arguments, problems) = ToolArguments.Parse(args);
if (arguments.Help)
{
    Console.Write(ToolArguments.HelpText);
    return 0;
}
if (arguments.Version)
{
    Console.WriteLine(
        typeof(ToolArguments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
    );
    return 0;
}
var (world, ofFile) = problems.Count > 0 ? (null, []) : AccountsFile.Read(arguments.File);
problems = [.. problems, .. ofFile];
if (world is null || problems.Count > 0)
    return Fail(WrongInput, problems);

using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using var server = await LocalAwsServer.StartAsync(
        world.Options with
        {
            StateDirectory = arguments.State,
            Port = arguments.Port,
            StartsEmpty = arguments.Reset,
            SkipsDamagedRecords = arguments.SkipDamagedRecords,
            Log = Console.Error.WriteLine,
        },
        interrupted.Token
    );
    foreach (
        var line in ClientProfiles
            .Write(Path.Combine(arguments.State, "profiles"), server, world.Profiles)
            .Instructions()
    )
        Console.WriteLine(line);
    await Task.Delay(Timeout.Infinite, interrupted.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    return 0;
}
catch (StateDamagedException damaged)
{
    return Fail(
        Failed,
        [
            .. damaged.Records.Select(record => record.ToString()),
            "Next: --skip-damaged-records sets these records aside",
        ]
    );
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    return Fail(Failed, [exception.Message]);
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}

static int Fail(int exitCode, IReadOnlyList<string> problems)
{
    Console.Error.WriteLine("Error: The local AWS cannot be started");
    foreach (var problem in problems)
        Console.Error.WriteLine($"  {problem}");
    return exitCode;
}
