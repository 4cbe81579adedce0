using System.Globalization;
using System.Threading.Channels;
using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;
using LocalAws.Logs;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Writes the log of a build to CloudWatch Logs with the permissions of the service role, and tells whoever watches.</summary>
sealed class BuildLogWriter : IAsyncDisposable
{
    const int LongestLine = 200_000;
    const int LargestBatch = 500;
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    readonly Channel<LogEvent> _lines = Channel.CreateUnbounded<LogEvent>();
    readonly LogMask _mask;
    readonly Func<DateTimeOffset> _now;
    readonly Action<string> _watch;
    readonly Task _writing;

    BuildLogWriter(
        Func<IReadOnlyList<LogEvent>, bool>? put,
        LogMask mask,
        Func<DateTimeOffset> now,
        Action<string> watch
    )
    {
        (_mask, _now, _watch) = (mask, now, watch);
        _writing = put is null ? Task.CompletedTask : WriteAsync(put);
    }

    /// <summary>Opens a log, or throws a <see cref="PhaseException"/> where the role may not write it.</summary>
    /// <param name="log">Null where the project has no log.</param>
    public static BuildLogWriter Open(
        LogOperations logs,
        Caller role,
        string region,
        BuildLog? log,
        LogMask mask,
        Func<DateTimeOffset> now,
        Action<string> watch
    )
    {
        if (log is null)
            return new(put: null, mask, now, watch);
        try
        {
            CreateStream(logs, role, region, log);
            // What the log begins with shows at once whether the role may write it.
            Put([new(now().ToUnixTimeMilliseconds(), Stamp(now(), "Waiting for agent ping"))]);
        }
        catch (AwsException error)
        {
            throw new PhaseException(
                "ACCESS_DENIED",
                $"Service role {role.PrincipalArn} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams. Error message: {error.Message}"
            );
        }
        return new(events => Put(events), mask, now, watch);

        bool Put(IReadOnlyList<LogEvent> events)
        {
            logs.Events.Put(role, region, log.Group, log.Stream, events);
            return true;
        }
    }

    /// <summary>A line of CodeBuild itself.</summary>
    public void Say(string text) => Write(Stamp(_now(), text));

    /// <summary>A line of what runs.</summary>
    public void Write(string line)
    {
        var masked = _mask.Apply(line.Length > LongestLine ? line[..LongestLine] : line);
        _watch(masked);
        _lines.Writer.TryWrite(new(_now().ToUnixTimeMilliseconds(), masked + "\n"));
    }

    /// <summary>Ends the log, everything written.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    static void CreateStream(LogOperations logs, Caller role, string region, BuildLog log)
    {
        try
        {
            logs.Streams.Create(role, region, log.Group, log.Stream);
        }
        catch (AwsException error) when (error.Code == "ResourceNotFoundException")
        {
            logs.Groups.Create(
                role,
                region,
                log.Group,
                keyId: null,
                groupClass: null,
                new Dictionary<string, string>()
            );
            logs.Streams.Create(role, region, log.Group, log.Stream);
        }
    }

    async Task WriteAsync(Func<IReadOnlyList<LogEvent>, bool> put)
    {
        var batch = new List<LogEvent>();
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _lines.Reader.TryRead(out var line))
                batch.Add(line);
            try
            {
                // Lines of one millisecond stay in their order.
                put([.. batch.OrderBy(line => line.Timestamp)]);
            }
            catch (AwsException error)
            {
                // The group went or the permission was taken away while the build runs, which goes on as it does on AWS.
                _watch($"The log is not written any longer: {error.Message}");
                return;
            }
            batch.Clear();
            // Lines that come one by one are written together.
            await Task.WhenAny(Task.Delay(_pause), _lines.Reader.Completion);
        }
    }

    static string Stamp(DateTimeOffset time, string text) =>
        $"[Container] {time.ToString("yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} {text}";
}
