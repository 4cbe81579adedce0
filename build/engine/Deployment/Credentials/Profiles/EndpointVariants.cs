namespace Deployment.Credentials.Profiles;

/// <summary>Which variants of AWS's endpoints a run calls.</summary>
/// <remarks>AWS SDKs and Tools Reference Guide, "Dual-stack and FIPS endpoints": the environment goes before the profile. The
/// SDK itself knows only the profile of AWS_PROFILE, and not the one that a run is told to use.</remarks>
public sealed record EndpointVariants(bool Fips, bool DualStack)
{
    /// <summary>The variable that asks for FIPS endpoints.</summary>
    public const string FipsVariable = "AWS_USE_FIPS_ENDPOINT";

    /// <summary>The variable that asks for dual-stack endpoints.</summary>
    public const string DualStackVariable = "AWS_USE_DUALSTACK_ENDPOINT";

    /// <param name="profile">The profile that the run starts from; null: the one that AWS_PROFILE names, or the default one.</param>
    /// <param name="credentialsFile">The file that it is in; null for the user's own.</param>
    /// <exception cref="BuildException">A file is there and cannot be read.</exception>
    public static EndpointVariants Read(string? profile, string? credentialsFile, Func<string, string?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var name = profile ?? (variables("AWS_PROFILE") is { Length: > 0 } named ? named : "default");
        var found = ProfileStore.Read(credentialsFile).Find(name);
        return new(
            Of(variables(FipsVariable)) ?? Of(found?["use_fips_endpoint"]) ?? false,
            Of(variables(DualStackVariable)) ?? Of(found?["use_dualstack_endpoint"]) ?? false
        );
    }

    static bool? Of(string? text) => bool.TryParse(text, out var value) ? value : null;
}
