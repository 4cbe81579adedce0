namespace Diagnosis.Requirements;

/// <summary>What a role is there for.</summary>
public enum RolePurpose
{
    /// <summary>A role of the settings' chains, on the way from the base credentials to the session.</summary>
    ChainLink,

    /// <summary>Reads what synthesis looks up.</summary>
    Lookup,

    /// <summary>Reads what synthesis looks up, where tools ask for it instead of the lookup role.</summary>
    ReadOnly,
    Deploy,
    FilePublishing,
    ImagePublishing,

    /// <summary>What CloudFormation acts as.</summary>
    CloudFormationExecution,
}

public static class RolePurposes
{
    /// <summary>As the CDK names the role: deploy role, file-publishing role ...</summary>
    public static string NameOf(RolePurpose purpose) =>
        purpose switch
        {
            RolePurpose.ChainLink => "role of the chain",
            RolePurpose.Lookup => "lookup role",
            RolePurpose.ReadOnly => "read-only role",
            RolePurpose.Deploy => "deploy role",
            RolePurpose.FilePublishing => "file-publishing role",
            RolePurpose.ImagePublishing => "image-publishing role",
            _ => "CloudFormation execution role",
        };
}
