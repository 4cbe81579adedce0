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
        On("CreateChangeSet", _ => $"<Id>arn:change-set</Id><StackId>{StackId}</StackId>")
            .On(
                "DescribeChangeSet",
                _ =>
                    $"<ChangeSetName>x</ChangeSetName><ChangeSetId>arn:change-set</ChangeSetId><StackId>{StackId}</StackId>"
                    + "<Status>CREATE_COMPLETE</Status><Changes><member><ResourceChange><Action>Modify</Action>"
                    + "<LogicalResourceId>Value</LogicalResourceId><ResourceType>AWS::SSM::Parameter</ResourceType></ResourceChange></member></Changes>"
            )
            .On(
                "ExecuteChangeSet",
                _ =>
                {
                    Status = status;
                    return "";
                }
            );

    public async Task<StackResult> DeployAsync(string template, StackOptions? options = null)
    {
        var specification = new StackSpecification { Stack = Stack, Template = new TemplateDocument(template) };
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
            "DescribeStacks" when Status is null => "!ValidationError Stack with id One does not exist",
            "DescribeStacks" =>
                $"<Stacks><member><StackId>{StackId}</StackId><StackName>One</StackName><StackStatus>{Status}</StackStatus></member></Stacks>",
            "GetTemplate" => $"<TemplateBody>{System.Security.SecurityElement.Escape(Template)}</TemplateBody>",
            _ => "",
        };
}
