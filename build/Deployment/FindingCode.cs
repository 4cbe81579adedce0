using System.Runtime.CompilerServices;

namespace Deployment;

/// <summary>What kind of finding it is, in a word that stays the same. It is made as a member of a catalogue, whose name it has.</summary>
public sealed record FindingCode
{
    public FindingCode([CallerMemberName] string name = "") => Name = name;

    public string Name { get; }

    public override string ToString() => Name;

    public static implicit operator string(FindingCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Name;
    }
}
