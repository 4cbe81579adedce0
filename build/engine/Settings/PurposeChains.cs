namespace Settings;

/// <summary>The roles to assume one after the other, by purpose. An array: a dictionary by an enumeration would be compiled anew at every start.</summary>
public sealed class PurposeChains
{
    readonly IReadOnlyList<RoleLinkSettings>?[] chains = new IReadOnlyList<RoleLinkSettings>?[Purposes.All.Length];

    /// <summary>The chain of a purpose; null where the settings have none.</summary>
    public IReadOnlyList<RoleLinkSettings>? this[Purpose purpose]
    {
        get => chains[(int)purpose];
        init => chains[(int)purpose] = value;
    }

    /// <summary>These chains and one more, in the place of the purpose's former one.</summary>
    public PurposeChains With(Purpose purpose, IReadOnlyList<RoleLinkSettings> chain)
    {
        var result = new PurposeChains();
        chains.CopyTo(result.chains, 0);
        result.chains[(int)purpose] = chain;
        return result;
    }
}
