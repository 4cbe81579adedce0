using LocalAws.Worlds;

namespace LocalAws.Ssm;

/// <summary>
/// The parameters of an account and region without those whose Expiration policy has come, which go when asked for. A name of one
/// level is the same with and without its leading slash: both have the same ARN.
/// </summary>
sealed class UnexpiredParameters(Table<Parameter> table, DateTimeOffset now)
{
    public Parameter? Find(string name)
    {
        if (table.Find(Stored(name)) is not { } found)
            return null;
        if (IsAlive(found))
            return found;
        table.Update(found.Name, Alive);
        return null;
    }

    public Parameter? Update(string name, Func<Parameter?, Parameter?> change) =>
        table.Update(Stored(name), found => change(Alive(found)));

    public Parameter? Remove(string name) => Alive(table.Remove(Stored(name)));

    public IReadOnlyList<Parameter> Below(string prefix) =>
        [.. table.Range(prefix, after: null, int.MaxValue).Select(pair => pair.Value).Where(IsAlive)];

    Parameter? Alive(Parameter? parameter) => parameter is not null && IsAlive(parameter) ? parameter : null;

    string Stored(string name) =>
        name.LastIndexOf('/') <= 0
        && table.Find(name) is null
        && (name.StartsWith('/') ? name[1..] : "/" + name) is var other
        && table.Find(other) is not null
            ? other
            : name;

    bool IsAlive(Parameter parameter) => parameter.Current.Policies.All(policy => !(policy.Expires <= now));
}
