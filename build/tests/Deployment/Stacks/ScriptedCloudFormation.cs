using System.Collections.Concurrent;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Build.Tests.Deployment.Stacks;

/// <summary>
/// One stack on the wire, brought into statuses that are hard to come by: what a call does and answers is the test's to say,
/// and each call is noted.
/// </summary>
public sealed class ScriptedCloudFormation : IAsyncDisposable
{
    const string ChangeSetId = "arn:change-set";
    const string StackId = "arn:aws:cloudformation:eu-west-1:111111111111:stack/One/1";

    readonly WebApplication application;
    readonly LocalWorld world;
    readonly Session session;
    readonly ConcurrentDictionary<string, Func<IFormCollection, string?>> answers = new();
    readonly ConcurrentQueue<string> calls = new();

    ScriptedCloudFormation(WebApplication application, LocalWorld world, Session session)
    {
        (this.application, this.world, this.session) = (application, world, session);
        Environment = new StackEnvironment(
            session,
            new AwsEndpoint(new Uri(application.Urls.First())),
            new RateBudgets(TimeProvider.System),
            TimeProvider.System
        );
    }

    public StackEnvironment Environment { get; }

    /// <summary>The names of the calls, in order.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>The change set was executed.</summary>
    public bool IsExecuted { get; private set; }

    /// <summary>Whether the stack is protected from its deletion.</summary>
    public bool IsProtected { get; set; }

    /// <summary>Null for a stack that is not there.</summary>
    public string? Status { get; set; }

    public string Template { get; set; } = "";

    public static StackReference Stack { get; } =
        new("One", "One", "One", new TargetEnvironment(LocalWorld.First, "eu-west-1"));

    public static async Task<ScriptedCloudFormation> StartAsync(string? status)
    {
        var world = await LocalWorld.StartAsync();
        var key = world.Server.AdministratorOf(LocalWorld.First);
        var session = await new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System).OpenAsync(
            new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey),
            RoleChain.None,
            LocalWorld.First,
            "eu-west-1",
            "test",
            TestContext.Current.CancellationToken
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        ScriptedCloudFormation? scripted = null;
        application.Run(context => scripted!.AnswerAsync(context));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return scripted = new ScriptedCloudFormation(application, world, session) { Status = status };
    }

    /// <summary>Says what a call does; the text is the inside of its result, null for an error that was set as the status code.</summary>
    public ScriptedCloudFormation On(string action, Func<IFormCollection, string?> answer)
    {
        answers[action] = answer;
        return this;
    }

    /// <summary>A change set that is complete at once, and whose execution ends in a status.</summary>
    public ScriptedCloudFormation WithChangeSetEndingIn(string status) =>
        On("CreateChangeSet", _ => $"<Id>{ChangeSetId}</Id><StackId>{StackId}</StackId>")
            .On(
                "DescribeChangeSet",
                _ =>
                    $"<ChangeSetName>x</ChangeSetName><ChangeSetId>{ChangeSetId}</ChangeSetId><StackId>{StackId}</StackId>"
                    + "<Status>CREATE_COMPLETE</Status><Changes><member><ResourceChange><Action>Modify</Action>"
                    + "<LogicalResourceId>Value</LogicalResourceId><ResourceType>AWS::SSM::Parameter</ResourceType></ResourceChange></member></Changes>"
            )
            .On(
                "ExecuteChangeSet",
                _ =>
                {
                    (Status, IsExecuted) = (status, true);
                    return "";
                }
            );

    /// <summary>What a call has been said to do.</summary>
    public Func<IFormCollection, string?> AnswerTo(string action) => answers[action];

    /// <summary>What DescribeStacks says of the stack in a status; of one without a status that it does not exist.</summary>
    /// <param name="changeSetId">What the stack's last change set is said to be; by default the one that was executed.</param>
    public string Description(string? status, string? changeSetId = null) =>
        status is null
            ? "!ValidationError Stack with id One does not exist"
            : $"<Stacks><member><StackId>{StackId}</StackId><StackName>One</StackName><StackStatus>{status}</StackStatus>"
                + $"{(IsExecuted ? $"<ChangeSetId>{changeSetId ?? ChangeSetId}</ChangeSetId>" : "")}"
                + $"<EnableTerminationProtection>{(IsProtected ? "true" : "false")}</EnableTerminationProtection></member></Stacks>";

    public async Task<StackResult> DeployAsync(
        string template,
        StackOptions? options = null,
        string? executionRole = null
    )
    {
        var specification = new StackSpecification
        {
            Stack = Stack,
            Template = new TemplateDocument(template),
            ExecutionRoleArn = executionRole,
        };
        var deployment = new StackDeployment(
            specification,
            Environment,
            options ?? new StackOptions(),
            ChangeSetNames.Create(TimeProvider.System),
            new Progress<DeploymentEvent>()
        );
        var cancellation = TestContext.Current.CancellationToken;
        return await deployment.RunAsync(await deployment.ExamineAsync(cancellation), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Environment.DisposeAsync();
        session.Dispose();
        await application.DisposeAsync();
        await world.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var action = form["Action"].ToString();
        calls.Enqueue(action);
        var result = answers.TryGetValue(action, out var answer) ? answer(form) : Usual(action);
        context.Response.ContentType = "text/xml";
        if (result?.StartsWith('!') == true)
        {
            var (code, message) = (result[1..].Split(' ', 2)[0], result.Split(' ', 2)[1]);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(
                $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
            );
            return;
        }
        await context.Response.WriteAsync(
            $"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"
        );
    }

    string Usual(string action) =>
        action switch
        {
            "DescribeStacks" => Description(Status),
            "GetTemplate" => $"<TemplateBody>{System.Security.SecurityElement.Escape(Template)}</TemplateBody>",
            _ => "",
        };
}
