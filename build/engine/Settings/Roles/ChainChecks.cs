using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Settings.Roles;

/// <summary>Checks the role chains as a whole: filled in for every environment, each has to lead where its purpose needs it.</summary>
public static class ChainChecks
{
    public static IEnumerable<Finding> FindProblems(BuildSettings settings) =>
        settings.Environments.SelectMany(environment => FindProblems(settings, environment)).DistinctBy(f => f.What);

    static IEnumerable<Finding> FindProblems(BuildSettings settings, EnvironmentSettings environment)
    {
        foreach (var purpose in Purposes.All)
        foreach (var problem in FindProblems(settings, purpose, environment))
            yield return problem;
    }

    static IEnumerable<Finding> FindProblems(BuildSettings settings, Purpose purpose, EnvironmentSettings environment)
    {
        var path = PathOf(settings, purpose, environment);
        var target = new TargetEnvironment(environment.Account, environment.Region);
        var (chain, account) = RoleChains.For(settings, purpose, environment);
        for (var i = 0; i < chain.Links.Count; i++)
        {
            var arn = chain.Links[i].RoleArn;
            if (arn.Split(':')[1] is var partition && partition != target.Partition)
                yield return Problem(
                    $"{path}[{i}].role is in the partition {partition}, {environment} in {target.Partition}",
                    "no session leads from one partition into another; write {partition}"
                );
            if (chain.Links.Take(i).Any(link => link.RoleArn == arn))
                yield return Problem($"{path}[{i}].role is {arn}, which the chain has been through", "leave it out");
        }

        if (purpose == Purpose.Bootstrap && chain.Links.Count > 0 && account != environment.Account)
            yield return Problem(
                $"{path} ends in account {account}, and is to bootstrap {environment}",
                "end it with a role of {account}"
            );
    }

    /// <summary>Where the chain for a purpose stands in the settings.</summary>
    public static string PathOf(BuildSettings settings, Purpose purpose, EnvironmentSettings environment)
    {
        var named = settings.Credentials.NameOfChain(purpose, environment);
        return environment.Chains[named] is not null
            ? $"$.environments[{settings.Environments.ToList().FindIndex(e => e.Name == environment.Name)}].chains.{named.Setting()}"
            : $"$.credentials.chains.{named.Setting()}";
    }

    static Finding Problem(string what, string next) =>
        new(SettingsCodes.InvalidSettings, $"{SettingsFile.Name}: {what}", next);
}
