using System.Diagnostics;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Build.Tests.Build;

namespace Build.Tests.Rehearsals;

/// <summary>What --target=LocalAws serves, from its greeting until it is killed.</summary>
sealed class ServedLocalAws : IDisposable
{
    readonly Process process;

    ServedLocalAws(Process process, IReadOnlyDictionary<string, string> variables, string greeting) =>
        (this.process, Variables, Greeting) = (process, variables, greeting);

    /// <summary>What it says before it names the profiles.</summary>
    public string Greeting { get; }

    /// <summary>What it tells a shell to export.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public Uri Endpoint => new(Variables["AWS_ENDPOINT_URL"]);

    public static ServedLocalAws Start(BuildProgram program, params string[] arguments)
    {
        var process = program.Start(["--target=LocalAws", .. arguments]);
        var variables = new Dictionary<string, string>();
        var greeting = new StringBuilder();
        while (
            process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Profiles of", StringComparison.Ordinal)
        )
        {
            greeting.Append(line).Append('\n');
            if (line.Split("  export ") is [_, var export])
                variables[export.Split('=', 2)[0]] = export.Split('=', 2)[1];
        }

        if (variables.Count == 0)
            Assert.Fail(process.StandardError.ReadToEnd());
        return new(process, variables, greeting.ToString());
    }

    public AWSCredentials Profile(string name) =>
        new SharedCredentialsFile(Variables["AWS_SHARED_CREDENTIALS_FILE"]).TryGetProfile(name, out var profile)
            ? new BasicAWSCredentials(profile.Options.AccessKey, profile.Options.SecretKey)
            : throw new InvalidOperationException($"There is no profile {name}.");

    public T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Endpoint.ToString();
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    /// <summary>Ends it as nothing can prepare for.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
