using System.Globalization;
using System.Text.Json.Nodes;
using Benchmarks.Measurements;
using Benchmarks.Workloads.Builds;

namespace Benchmarks.Bootstraps;

/// <summary>A clone whose settings name as many accounts as are wanted, and its local AWS.</summary>
sealed class BootstrapRehearsal(SourceTree tree)
{
    const string Template = "infra/node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml";
    const long FirstAccount = 200_000_000_001;

    string Settings => Path.Combine(tree.Folder, "build", "settings.json");

    string State => Path.Combine(tree.Folder, "build", ".local-aws");

    /// <summary>Puts the pinned CLI's template where the clone's yarn would.</summary>
    public async Task InstallTemplateAsync(string template, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(tree.Folder, Template);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        await File.WriteAllBytesAsync(
            copy,
            await File.ReadAllBytesAsync(template, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Names so many accounts, the CI/CD account among them, and empties the local AWS.</summary>
    public async Task BeginAsync(int accounts, CancellationToken cancellationToken)
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Settings, cancellationToken))!;
        var cicd = settings["cicd"]!;
        var others = Enumerable
            .Range(0, accounts - 1)
            .Select(index =>
                Environment(
                    string.Create(CultureInfo.InvariantCulture, $"account{index}"),
                    (FirstAccount + index).ToString(CultureInfo.InvariantCulture)
                )
            );
        settings["environments"] = new JsonArray([
            Environment("first", cicd["account"]!.GetValue<string>()),
            .. others,
        ]);
        await File.WriteAllTextAsync(Settings, settings.ToJsonString(), cancellationToken);
        if (Directory.Exists(State))
            Directory.Delete(State, recursive: true);

        JsonObject Environment(string name, string account) =>
            new()
            {
                ["name"] = name,
                ["account"] = account,
                ["region"] = cicd["region"]!.GetValue<string>(),
            };
    }

    /// <summary>Bootstraps them all, and nothing else.</summary>
    public Task<Measurement> RunAsync(CancellationToken cancellationToken) =>
        ChildMeter.RunAsync(BuildFlows.Own(tree, "--target=Bootstrap", "--exclusive", "--local"), cancellationToken);
}
