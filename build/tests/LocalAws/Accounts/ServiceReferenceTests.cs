using System.Text.RegularExpressions;
using AwsCatalog.Actions;
using Settings;

namespace Build.Tests.LocalAws.Accounts;

/// <summary>
/// What the local AWS asks for exists: each action and each service's condition key in its sources is one of AWS's Service
/// Authorization Reference. A misspelt one would be allowed or denied by no policy that is right.
/// </summary>
public sealed partial class ServiceReferenceTests
{
    static readonly string _sources = Path.Combine(RepositoryRoot.Find(), "build", "engine", "LocalAws");

    [Fact]
    public void Sources_ActionsAndConditionKeys_AreThoseOfAws()
    {
        var named = Directory
            .EnumerateFiles(_sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(_sources, file).StartsWith("obj", StringComparison.Ordinal))
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(name => ActionCatalog.Service(name.Split(':')[0]) is not null)
            .Distinct()
            .ToList();

        Assert.InRange(named.Count, 150, int.MaxValue);
        Assert.DoesNotContain(named, name => ActionCatalog.Find(name) is null && !IsConditionKey(name));
    }

    static bool IsConditionKey(string name)
    {
        var service = ActionCatalog.Service(name.Split(':')[0])!;
        return service
            .Actions.SelectMany(action => action.ConditionKeys)
            .Concat(service.Resources.SelectMany(resource => resource.ConditionKeys))
            .Any(key => key.Split('/')[0].Split("${")[0].Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("\"([a-z0-9-]+:[A-Za-z][A-Za-z0-9]*)\"")]
    private static partial Regex Literal();
}
