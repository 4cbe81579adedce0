using System.Globalization;
using System.Xml.Linq;

namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>Calls CloudFormation by its Query protocol.</summary>
public sealed class QueryClient(LocalWorld world, string account, TimeProvider? clock = null) : IDisposable
{
    readonly HttpClient _http = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The answer's elements without namespaces, whatever its status.</summary>
    public async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var form = string.Join(
            '&',
            parameters
                .Prepend(("Version", "2010-05-15"))
                .Prepend(("Action", action))
                .Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}")
        );
        using var request = SignedRequest
            .Form(
                world.Server.Endpoint,
                SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
                (clock ?? TimeProvider.System).GetUtcNow(),
                "cloudformation",
                form
            )
            .ToMessage();
        using var answer = await _http.SendAsync(request, Stop);
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync(Stop));
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Remove();
        }

        root.SetAttributeValue("status", ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        return root;
    }

    /// <summary>The stack once nothing runs on it any more; a stack's name finds it only while it is not deleted.</summary>
    public Task<XElement> SettledAsync(string stack, Action? meanwhile = null) =>
        Waiting.ForAsync(
            async () =>
            {
                meanwhile?.Invoke();
                var answer = await CallAsync("DescribeStacks", ("StackName", stack));
                var found = answer.Descendants("Stacks").Elements("member").SingleOrDefault();
                return found is null || !Value(found, "StackStatus").EndsWith("_IN_PROGRESS", StringComparison.Ordinal)
                    ? found ?? answer
                    : null;
            },
            $"stack {stack} settles"
        );

    /// <summary>Waits until a resource of the stack has a status.</summary>
    public Task WhenAsync(string stack, string logicalId, string status) =>
        Waiting.UntilAsync(
            async () =>
            {
                var answer = await CallAsync("DescribeStackResources", ("StackName", stack));
                var found = answer
                    .Descendants("member")
                    .FirstOrDefault(r => Value(r, "LogicalResourceId") == logicalId);
                return found is not null && Value(found, "ResourceStatus") == status;
            },
            $"{logicalId} of {stack} is {status}"
        );

    public async Task PutObjectAsync(string bucket, string key, string text)
    {
        using var request = SignedRequest
            .S3(
                world.Server.Endpoint,
                SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
                (clock ?? TimeProvider.System).GetUtcNow(),
                "PUT",
                $"/{bucket}/{key}",
                System.Text.Encoding.UTF8.GetBytes(text)
            )
            .ToMessage();
        using var answer = await _http.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Starts an operation and expects that it was accepted.</summary>
    public async Task<XElement> StartAsync(string action, string stack, params (string, string)[] parameters)
    {
        var answer = await CallAsync(action, [("StackName", stack), .. parameters]);
        Assert.True(answer.Attribute("status")?.Value == "200", answer.ToString());
        return answer;
    }

    /// <summary>The message of the refusal of a call that is expected to be refused.</summary>
    public async Task<string> RefusalAsync(string action, params (string, string)[] parameters)
    {
        var answer = await CallAsync(action, parameters);
        Assert.NotEqual("200", answer.Attribute("status")?.Value);
        return Value(answer, "Message");
    }

    public Task<XElement> ChangeSetAsync(string stack, string name) =>
        Waiting.ForAsync(
            async () =>
            {
                var answer = await CallAsync("DescribeChangeSet", ("StackName", stack), ("ChangeSetName", name));
                return Value(answer, "Status") is "CREATE_COMPLETE" or "FAILED" ? answer : null;
            },
            $"change set {name} of {stack} is made"
        );

    /// <summary>Creates a stack and waits for it.</summary>
    public async Task<XElement> CreateAsync(string name, string template, params (string, string)[] more)
    {
        var answer = await CallAsync(
            "CreateStack",
            [
                ("StackName", name),
                ("TemplateBody", template),
                ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
                .. more,
            ]
        );
        Assert.Equal("200", answer.Attribute("status")?.Value);
        return await SettledAsync(Value(answer, "StackId"));
    }

    public async Task<XElement> UpdateAsync(string name, string template, params (string, string)[] more)
    {
        var answer = await CallAsync(
            "UpdateStack",
            [
                ("StackName", name),
                ("TemplateBody", template),
                ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
                .. more,
            ]
        );
        Assert.Equal("200", answer.Attribute("status")?.Value);
        return await SettledAsync(name);
    }

    /// <summary>Logical id, status and reason of every event, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string stack)
    {
        var answer = await CallAsync("DescribeStackEvents", ("StackName", stack));
        return
        [
            .. answer
                .Descendants("StackEvents")
                .Elements("member")
                .Reverse()
                .Select(e =>
                    $"{Value(e, "LogicalResourceId")} {Value(e, "ResourceStatus")} {Value(e, "ResourceStatusReason")}".TrimEnd()
                ),
        ];
    }

    public static string Value(XElement element, string name) =>
        element.Descendants(name).FirstOrDefault()?.Value ?? "";

    public void Dispose() => _http.Dispose();
}
