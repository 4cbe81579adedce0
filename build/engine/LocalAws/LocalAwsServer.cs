using System.Net;
using System.Text;
using LocalAws.CloudFormation.Signals;
using LocalAws.CodeBuild.Credentials;
using LocalAws.CodePipeline.Sources;
using LocalAws.Faults;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalAws;

/// <summary>A local AWS that answers on a loopback port until disposed.</summary>
public sealed class LocalAwsServer : IAsyncDisposable
{
    readonly WebApplication _application;
    readonly AwsServices _services;
    readonly SessionSeal _seal;
    readonly FaultyWorld _faults;
    readonly ServiceCatalog _faces;

    LocalAwsServer(
        WebApplication application,
        AwsServices services,
        ServiceCatalog faces,
        SessionSeal seal,
        FaultyWorld faults
    )
    {
        _faults = faults;
        _faces = faces;
        _application = application;
        _services = services;
        _seal = seal;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Endpoint = new(addresses.Addresses.First());
        services.World.Endpoint = Endpoint;
        services.World.Store.Announce(Endpoint);
    }

    /// <summary>Where it answers, for every service, account and region.</summary>
    public Uri Endpoint { get; }

    /// <summary>What it answers: the signing name of a service and the name of an operation, such as kms:Decrypt.</summary>
    public IReadOnlyList<string> Operations => _faces.Operations;

    /// <summary>Starts it, or throws: StateInUseException, StateDamagedException, an IOException where the port is taken, an ArgumentException where the address is not loopback, a PolicyDocumentException where a service control policy is malformed.</summary>
    public static async Task<LocalAwsServer> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IPAddress.TryParse(options.Address, out var address) || !IPAddress.IsLoopback(address))
            throw new ArgumentException($"The local AWS binds loopback only, not {options.Address}.", nameof(options));
        OrganizationPolicies.Check(options);
        var world = new World(options);
        var seal = new SessionSeal(world);
        var faults = new FaultyWorld(options.Faults, options.Clock);
        var headers = new AnswerHeaders(options);
        try
        {
            var identities = new IdentityStore(world);
            var authenticator = new Authenticator(world, identities, seal);
            var verifier = new SignatureVerifier(authenticator.Authenticate, options.Clock);
            var services = new AwsServices(world, identities, seal);
            var faces = services.Faces();
            var pipeline = new RequestPipeline(verifier, faces, new(faults), world.Store, options.Log);
            var handles = new RequestPipeline(
                new((key, token) => services.CloudFormation.Handles.Authenticate(key, token), options.Clock),
                services.Handles(),
                new(faults),
                world.Store,
                options.Log
            );
            var application = Listen(
                address,
                options.Port,
                http =>
                {
                    headers.WriteTo(http.Response);
                    return http.Request.Path.StartsWithSegments(ContainerCredentials.Path)
                            ? services.CodeBuild.Credentials.AnswerAsync(http)
                        : http.Request.Path.Value!.StartsWith(HandleUrls.Path, StringComparison.Ordinal)
                            ? handles.HandleAsync(http)
                        : pipeline.HandleAsync(http);
                }
            );
            await application.StartAsync(cancellationToken);
            return new(application, services, faces, seal, faults);
        }
        catch
        {
            faults.Dispose();
            seal.Dispose();
            world.Dispose();
            throw;
        }
    }

    /// <summary>The access key of the administrator that each account is seeded with.</summary>
    public LocalAwsAccessKey AdministratorOf(string account) => _services.Identities.AdministratorOf(account);

    /// <summary>Makes a secret as its account's administrator, unless there is one of that name.</summary>
    public void EnsureSecret(string account, string region, string name, string text)
    {
        var caller = _services.Identities.AdministratingCaller(account);
        try
        {
            _services.Secrets.Create(caller, region, new(name) { Text = text });
        }
        catch (AwsException error) when (error.Code == "ResourceExistsException")
        {
            // Whoever made it before decides what it says.
        }
    }

    /// <summary>Pushes a commit, with a zip of its files, to a repository that pipelines may take it from; an InvalidDataException where it is no zip.</summary>
    public Task PushAsync(SourceCommit commit, Stream zip, CancellationToken cancellationToken) =>
        _services.CodePipeline.Sources.PushAsync(commit, zip, cancellationToken);

    /// <summary>Completes a connection to source repositories, as somebody does in a browser.</summary>
    /// <param name="providerType">GitHub, GitLab or Bitbucket.</param>
    public void Connect(string connectionArn, string providerType = "GitHub") =>
        _services.CodePipeline.Sources.Connect(connectionArn, providerType);

    /// <summary>How many operations of CloudFormation run; its end interrupts them.</summary>
    public int RunningStackOperations => _services.RunningStackOperations;

    /// <summary>Lets CloudFormation finish what it was told to do, as AWS does when whoever told it so is gone.</summary>
    public Task FinishStacksAsync(CancellationToken cancellationToken) =>
        RunningStackOperations == 0 ? Task.CompletedTask : _services.CloudFormation.WhenIdleAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _faults.Dispose();
        await _application.DisposeAsync();
        await _services.StopAsync();
        _seal.Dispose();
        _services.World.Dispose();
    }

    static WebApplication Listen(IPAddress address, int port, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, InProcessLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, port);
        });
        var application = builder.Build();
        application.Run(answer);
        return application;
    }
}
