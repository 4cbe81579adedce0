namespace LocalAws.CodeBuild.Projects;

/// <summary>A variable of a build's environment.</summary>
/// <param name="Type">PLAINTEXT; PARAMETER_STORE, whose value is a parameter's name; SECRETS_MANAGER, whose value is secret:json-key:version-stage:version-id.</param>
public sealed record EnvironmentVariable(string Name, string Value, string Type = "PLAINTEXT");
