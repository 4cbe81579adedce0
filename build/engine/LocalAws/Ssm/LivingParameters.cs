using LocalAws.Worlds;

namespace LocalAws.Ssm;

/// <summary>The parameters of an account and region without those whose Expiration policy has come, which go when asked for.</summary>
sealed class LivingParameters(Table<Parameter> table, DateTimeOffset now)
{
    public Parameter? Find(string name)
    {
        if (table.Find(name) is not { } found)
            return null;
        if (IsAlive(found))
            return found;
        table.Update(name, Alive);
        return null;
    }

    public Parameter? Update(string name, Func<Parameter?, Parameter?> change) =>
        table.Update(name, found => change(Alive(found)));

    public Parameter? Remove(string name) => Alive(table.Remove(name));

    public IReadOnlyList<Parameter> Below(string prefix) =>
        [.. table.Range(prefix, after: null, int.MaxValue).Select(pair => pair.Value).Where(IsAlive)];

    Parameter? Alive(Parameter? parameter) => parameter is not null && IsAlive(parameter) ? parameter : null;

    bool IsAlive(Parameter parameter) => parameter.Current.Policies.All(policy => !(policy.Expires <= now));
}
