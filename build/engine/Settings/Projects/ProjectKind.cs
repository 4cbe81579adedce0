namespace Settings.Projects;

/// <summary>What a project is, as build/settings.json writes it in small letters.</summary>
public enum ProjectKind
{
    /// <summary>A CDK app in TypeScript that projen manages.</summary>
    Projen,

    /// <summary>A CDK app in whatever language, which its cdk.json starts.</summary>
    Cdk,

    /// <summary>A folder with a Cloud Assembly: another build has synthesized it.</summary>
    Assembly,
}
