using System.Globalization;

namespace Deployment.Assemblies;

/// <summary>The check that a manifest is not newer than what is understood.</summary>
static class SchemaVersion
{
    public static bool Check(ManifestNode manifest)
    {
        if (manifest.RequireString("version") is not { } version)
            return false;
        var node = manifest.Find("version")!;
        var parts = version.Split('-', '+')[0].Split('.');
        if (
            parts.Length != 3
            || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        )
        {
            node.Unexpected("a version such as \"54.0.0\"");
            return false;
        }
        if (int.Parse(parts[0], CultureInfo.InvariantCulture) <= CloudAssembly.HighestSchemaMajor)
            return true;
        var cli = manifest.FindString("minimumCliVersion") is { } minimum
            ? $" (CDK CLI {minimum} or later reads it)"
            : "";
        node.Problem(
            FindingCodes.SchemaVersionMismatch,
            $"the manifest has schema version {version}{cli}, understood are versions up to {CloudAssembly.HighestSchemaMajor}.x.x",
            "synthesize with the pinned aws-cdk-lib, or take a newer version of this build"
        );
        return false;
    }
}
