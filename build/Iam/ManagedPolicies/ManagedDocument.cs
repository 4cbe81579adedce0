using System.Text.Json.Nodes;

namespace Iam.ManagedPolicies;

/// <summary>Writes the documents of managed policies.</summary>
static class ManagedDocument
{
    /// <summary>A policy with one statement that allows actions on everything.</summary>
    public static AwsManagedPolicy Allowing(string name, string path, params string[] actions) =>
        new(name, path, Of(Statement("Action", actions)), IsApproximate: false);

    /// <summary>A policy over services of the local AWS only, where AWS's covers every service.</summary>
    public static AwsManagedPolicy Approximate(string name, string path, IEnumerable<string> actions) =>
        new(name, path, Of(Statement("Action", actions)), IsApproximate: true);

    public static PolicyDocument Of(params JsonObject[] statements)
    {
        var document = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) };
        return PolicyDocument.Parse(document.ToJsonString(), PolicyKind.Identity);
    }

    /// <param name="element">Action or NotAction.</param>
    public static JsonObject Statement(string element, IEnumerable<string> actions, params string[] resources) =>
        new()
        {
            ["Effect"] = "Allow",
            [element] = List(actions),
            ["Resource"] = resources.Length == 0 ? "*" : List(resources),
        };

    /// <summary>The actions of a service by name patterns: ("s3", "Get* List*") is s3:Get* and s3:List*.</summary>
    public static IEnumerable<string> Actions(params (string Service, string Names)[] services) =>
        services.SelectMany(s => s.Names.Split(' '), (s, name) => $"{s.Service}:{name}");

    static JsonArray List(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
