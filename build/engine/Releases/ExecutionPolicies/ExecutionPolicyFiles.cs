using Arguments;
using Cake.Core.Diagnostics;
using Deployment.Files;
using Diagnosis.ExecutionPolicies;
using Steps;

namespace Releases.ExecutionPolicies;

/// <summary>Writes the execution policies: a file for each managed policy, and beside them what each statement is for.</summary>
public static class ExecutionPolicyFiles
{
    const string Folder = "execution-policies";

    public static async Task WriteAsync(ReleaseContext context)
    {
        var policies = await ProjectPolicies.OfAsync(context);
        foreach (var environment in policies.GroupBy(entry => entry.Name))
        foreach (var (_, policy) in environment)
            Write(context, FolderOf(environment.Key, policy, environment.Count() > 1), policy);
        if (context.Options.Format == OutputFormat.Json)
            await context.Run.Output.WriteLineAsync(ExecutionPolicyText.Json(policies));
    }

    /// <summary>Stacks of one environment that have several execution roles have a folder for each.</summary>
    static string FolderOf(string environment, ExecutionPolicy policy, bool isOneOfSeveral) =>
        isOneOfSeveral
            ? $"{Folder}/{environment}/{policy.Role?.Split('/')[^1] ?? "deployer"}"
            : $"{Folder}/{environment}";

    static void Write(ReleaseContext context, string name, ExecutionPolicy policy)
    {
        var folder = Path.Combine(context.Root, context.World.ReportFolder, name);
        if (Directory.Exists(folder))
            foreach (var old in Directory.EnumerateFiles(folder, "policy-*.json"))
                File.Delete(old);
        for (var number = 0; number < policy.Documents.Count; number++)
            WholeFile.Write(Path.Combine(folder, $"policy-{number + 1}.json"), policy.Documents[number].ToText());
        WholeFile.Write(Path.Combine(folder, "statements.md"), ExecutionPolicyText.Listing(policy));
        context.Log.Information(
            "{0}/{1}: {2}, {3} for {4}",
            context.World.ReportFolder,
            name,
            Count(policy.Documents.Count, "policy", "policies"),
            Count(policy.Documents.Sum(document => document.Statements.Count), "statement", "statements"),
            policy.Role ?? "whoever deploys"
        );
        if (policy.Exactness != PolicyExactness.Names)
            context.Log.Warning("{0}: {1}", name, ExecutionPolicyText.Of(policy.Exactness));
        foreach (var unknown in policy.Unknown)
            context.Log.Warning("{0}: {1}", name, ExecutionPolicyText.Of(unknown));
    }

    static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
