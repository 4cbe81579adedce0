using AwsCatalog.Schemas;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>The property by which a template names a resource.</summary>
static class Naming
{
    const int Usual = 64;

    /// <summary>
    /// The identifier itself where a template sets it, else a property of the resource's name that cannot be changed; null where
    /// the service alone names its resources.
    /// </summary>
    public static string? PropertyOf(ResourceSchema schema)
    {
        var own = schema.PrimaryIdentifier[^1];
        if (!own.IsNested && !schema.ReadOnly.Any(path => path.Pointer == own.Pointer))
            return own.Property;
        var names = new[] { $"{schema.Name.Split("::")[^1]}Name", "Name" };
        return schema
            .CreateOnly.Select(path => path.ToString())
            .FirstOrDefault(name => names.Contains(name, StringComparer.Ordinal));
    }

    /// <summary>How long a made-up name may be.</summary>
    public static int LongestOf(ResourceSchema schema, string property) =>
        Math.Clamp(schema.LongestOf(property) ?? Usual, 36, Usual);
}
