using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Endurance.Arenas;
using Endurance.Judges;

namespace Endurance.Events;

/// <summary>Writes parameters one after the other, and remembers what was answered.</summary>
sealed partial class Ledger(Arena arena)
{
    const int Names = 7;
    readonly Dictionary<string, string> _answered = [];
    readonly Dictionary<string, string> _asked = [];

    /// <summary>How many writes were answered.</summary>
    public int Count { get; private set; }

    /// <summary>Writes until the server is gone.</summary>
    public async Task WriteAsync(int port, int first, CancellationToken cancellationToken)
    {
        using var ssm = Client(port);
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var name = $"/endurance/{number % Names}";
            var value = $"{first} {number}";
            _asked[name] = value;
            try
            {
                await ssm.PutParameterAsync(
                    new()
                    {
                        Name = name,
                        Value = value,
                        Type = ParameterType.String,
                        Overwrite = true,
                    },
                    cancellationToken
                );
            }
            catch (Exception gone)
                when (gone
                        is AmazonServiceException
                            or AmazonClientException
                            or System.Net.Http.HttpRequestException
                            or IOException
                )
            {
                return;
            }
            _answered[name] = value;
            Count++;
        }
    }

    /// <summary>What was answered and is not there. The last one that was asked for may be there too.</summary>
    public async Task<IReadOnlyList<Defect>> LostAsync(int port, CancellationToken cancellationToken)
    {
        using var ssm = Client(port);
        var lost = new List<Defect>();
        foreach (var (name, value) in _answered)
        {
            string? there;
            try
            {
                there = (await ssm.GetParameterAsync(new() { Name = name }, cancellationToken)).Parameter.Value;
            }
            catch (ParameterNotFoundException)
            {
                there = null;
            }
            if (there != value && there != _asked[name])
                lost.Add(new("lost", $"{name} was {value}, and is {there ?? "gone"}"));
        }
        return lost;
    }

    AmazonSimpleSystemsManagementClient Client(int port)
    {
        var credentials = File.ReadAllText(Path.Combine(arena.State, "profiles", "credentials"));
        var key = Key().Match(credentials);
        return new(
            new BasicAWSCredentials(key.Groups["id"].Value, key.Groups["secret"].Value),
            new AmazonSimpleSystemsManagementConfig
            {
                ServiceURL = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                AuthenticationRegion = "eu-west-1",
                MaxErrorRetry = 0,
                Timeout = TimeSpan.FromSeconds(30),
            }
        );
    }

    [GeneratedRegex(@"aws_access_key_id = (?<id>\S+)\s+aws_secret_access_key = (?<secret>\S+)")]
    private static partial Regex Key();
}
