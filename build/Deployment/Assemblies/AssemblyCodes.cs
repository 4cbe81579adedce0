namespace Deployment.Assemblies;

/// <summary>The codes of findings about a Cloud Assembly.</summary>
public static class AssemblyCodes
{
    public const string InvalidJson = "InvalidJson";
    public const string InvalidManifest = "InvalidManifest";
    public const string SchemaVersionMismatch = "SchemaVersionMismatch";
    public const string MissingFile = "MissingFile";
    public const string PathTraversal = "PathTraversal";
    public const string TemplateTooLarge = "TemplateTooLarge";
    public const string UnknownDependency = "UnknownDependency";
    public const string DependencyCycle = "DependencyCycle";
    public const string DuplicateStack = "DuplicateStack";
    public const string LegacyAsset = "LegacyAsset";
    public const string NoSuchStack = "NoSuchStack";
}
