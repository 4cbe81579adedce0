using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Logs;

public sealed class LogTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    readonly long _now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    LocalWorld _world = null!;
    JsonClient _logs = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _logs = new(_world, "logs", "Logs_20140328");
    }

    [Fact]
    public async Task PutLogEvents_ThenGet_GivesThemInTheirOrderAPageAtATime()
    {
        await StreamAsync("/app", "one");
        await PutAsync("/app", "one", "first", "second", "third");

        var page = await GetAsync(startFromHead: true, token: null);
        var next = await GetAsync(startFromHead: true, page["nextForwardToken"]!.GetValue<string>());
        var end = await GetAsync(startFromHead: true, next["nextForwardToken"]!.GetValue<string>());

        Assert.Equal(["first", "second"], Messages(page));
        Assert.Equal(["third"], Messages(next));
        Assert.Empty(Messages(end));
        Assert.Equal(next["nextForwardToken"]!.GetValue<string>(), end["nextForwardToken"]!.GetValue<string>());
        Assert.Equal(["second", "third"], Messages(await GetAsync(startFromHead: false, token: null)));
    }

    [Theory]
    [InlineData("", "error: disk full|error: timeout|all is well")]
    [InlineData("error", "error: disk full|error: timeout")]
    [InlineData("error -timeout", "error: disk full")]
    [InlineData("\"all is\"", "all is well")]
    [InlineData("?disk ?well", "error: disk full|all is well")]
    public async Task FilterLogEvents_Pattern_GivesWhatMatches(string pattern, string messages)
    {
        await StreamAsync("/app", "one");
        await PutAsync("/app", "one", "error: disk full", "error: timeout", "all is well");

        var found = await _logs.CallAsync(
            Owner,
            "FilterLogEvents",
            new() { ["logGroupName"] = "/app", ["filterPattern"] = pattern }
        );

        Assert.Equal(messages, string.Join('|', Messages(found)));
    }

    [Theory]
    [InlineData("CreateLogGroup", "/app", "ResourceAlreadyExistsException")]
    [InlineData("CreateLogGroup", "a:b", "InvalidParameterException")]
    [InlineData("DeleteLogGroup", "/none", "ResourceNotFoundException")]
    public async Task Call_ThatCannotBeDone_HasTheServicesCode(string operation, string group, string code)
    {
        await StreamAsync("/app", "one");

        Assert.Equal(code, await _logs.RefusedAsync(Owner, operation, new() { ["logGroupName"] = group }));
    }

    [Fact]
    public async Task PutLogEvents_OutOfOrder_IsRefused()
    {
        await StreamAsync("/app", "one");
        var events = new JsonArray(Event(_now, "late"), Event(_now - 1, "early"));

        Assert.Equal("InvalidParameterException", await _logs.RefusedAsync(Owner, "PutLogEvents", Batch(events)));
    }

    [Fact]
    public async Task PutLogEvents_TooOld_AreCountedAndLeftOut()
    {
        await StreamAsync("/app", "one");
        var old = _now - (long)TimeSpan.FromDays(15).TotalMilliseconds;

        var answer = await _logs.CallAsync(Owner, "PutLogEvents", Batch([Event(old, "old")]));

        Assert.Equal(1, answer["rejectedLogEventsInfo"]!["tooOldLogEventEndIndex"]!.GetValue<int>());
        Assert.Empty(Messages(await GetAsync(startFromHead: true, token: null)));
    }

    [Fact]
    public async Task PutRetentionPolicy_DaysThatThereAreNot_IsRefused()
    {
        await StreamAsync("/app", "one");
        JsonObject Retention(int days) => new() { ["logGroupName"] = "/app", ["retentionInDays"] = days };

        Assert.Equal("InvalidParameterException", await _logs.RefusedAsync(Owner, "PutRetentionPolicy", Retention(2)));
        await _logs.CallAsync(Owner, "PutRetentionPolicy", Retention(7));
        var described = await _logs.CallAsync(Owner, "DescribeLogGroups", new() { ["logGroupNamePrefix"] = "/a" });
        Assert.Equal(7, described["logGroups"]![0]!["retentionInDays"]!.GetValue<int>());
    }

    [Fact]
    public async Task DeleteLogGroup_MadeAgain_HasNothingOfTheOldOne()
    {
        await StreamAsync("/app", "one");
        await PutAsync("/app", "one", "old");
        await _logs.CallAsync(Owner, "DeleteLogGroup", new() { ["logGroupName"] = "/app" });
        await StreamAsync("/app", "one");

        Assert.Empty(Messages(await GetAsync(startFromHead: true, token: null)));
    }

    [Fact]
    public async Task FilterLogEvents_ByArnOfAnotherAccount_IsDenied()
    {
        await StreamAsync("/app", "one");
        var body = new JsonObject { ["logGroupIdentifier"] = "arn:aws:logs:eu-west-1:111111111111:log-group:/app" };

        await _logs.CallAsync(Owner, "FilterLogEvents", (JsonObject)body.DeepClone());
        Assert.Equal("AccessDeniedException", await _logs.RefusedAsync(LocalWorld.Second, "FilterLogEvents", body));
    }

    public async ValueTask DisposeAsync()
    {
        _logs.Dispose();
        await _world.DisposeAsync();
    }

    async Task StreamAsync(string group, string stream)
    {
        await _logs.CallAsync(Owner, "CreateLogGroup", new() { ["logGroupName"] = group });
        await _logs.CallAsync(Owner, "CreateLogStream", new() { ["logGroupName"] = group, ["logStreamName"] = stream });
    }

    Task<JsonObject> PutAsync(string group, string stream, params string[] messages) =>
        _logs.CallAsync(
            Owner,
            "PutLogEvents",
            new()
            {
                ["logGroupName"] = group,
                ["logStreamName"] = stream,
                ["logEvents"] = new JsonArray([.. messages.Select((text, index) => Event(_now + index, text))]),
            }
        );

    Task<JsonObject> GetAsync(bool startFromHead, string? token)
    {
        var body = new JsonObject
        {
            ["logGroupName"] = "/app",
            ["logStreamName"] = "one",
            ["limit"] = 2,
            ["startFromHead"] = startFromHead,
        };
        if (token is not null)
            body["nextToken"] = token;
        return _logs.CallAsync(Owner, "GetLogEvents", body);
    }

    static JsonObject Batch(JsonArray events) =>
        new()
        {
            ["logGroupName"] = "/app",
            ["logStreamName"] = "one",
            ["logEvents"] = events,
        };

    static JsonObject Event(long time, string message) => new() { ["timestamp"] = time, ["message"] = message };

    static IEnumerable<string> Messages(JsonObject answer) =>
        answer["events"]!.AsArray().Select(item => item!["message"]!.GetValue<string>());
}
