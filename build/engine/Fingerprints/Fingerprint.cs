using System.Text;
using Fingerprints.Stores;

namespace Fingerprints;

/// <summary>All that a step depends on, in one order, and the SHA-256 over it. Nothing in it says where the checkout lies.</summary>
public sealed record Fingerprint(Digest Digest, IReadOnlyList<Ingredient> Ingredients)
{
    public static Fingerprint Of(string stepId, IEnumerable<Ingredient> ingredients)
    {
        var sorted = ingredients.ToList();
        sorted.Sort(Compare);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write("step 1");
        writer.Write(stepId);
        Write(writer, sorted);
        writer.Flush();
        return new(Digest.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)), sorted);
    }

    /// <summary>With what a step was seen to depend on besides.</summary>
    public Fingerprint With(string stepId, IEnumerable<Ingredient> observed) =>
        observed.ToList() is { Count: > 0 } more ? Of(stepId, Ingredients.Concat(more)) : this;

    /// <summary>What differs from the ingredients of an earlier fingerprint, in the order of the ingredients.</summary>
    public IEnumerable<Change> ChangesSince(IReadOnlyList<Ingredient> earlier)
    {
        for (int then = 0, now = 0; then < earlier.Count || now < Ingredients.Count; )
        {
            var order =
                then == earlier.Count ? 1
                : now == Ingredients.Count ? -1
                : Compare(earlier[then], Ingredients[now]);
            var before = order <= 0 ? earlier[then++] : null;
            var after = order >= 0 ? Ingredients[now++] : null;
            if (before != after)
                yield return new Change.Ingredient(before, after);
        }
    }

    internal static void Write(BinaryWriter writer, IReadOnlyList<Ingredient> ingredients)
    {
        writer.Write(ingredients.Count);
        foreach (var (kind, name, value, text) in ingredients)
        {
            writer.Write((byte)kind);
            writer.Write(name);
            writer.Write(value);
            writer.WriteText(text);
        }
    }

    internal static List<Ingredient> Read(BinaryReader reader)
    {
        var ingredients = new List<Ingredient>(reader.ReadInt32());
        for (var i = 0; i < ingredients.Capacity; i++)
            ingredients.Add(
                new((IngredientKind)reader.ReadByte(), reader.ReadString(), reader.ReadDigest(), reader.ReadText())
            );
        return ingredients;
    }

    private static int Compare(Ingredient left, Ingredient right) =>
        left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : string.CompareOrdinal(left.Name, right.Name);
}
