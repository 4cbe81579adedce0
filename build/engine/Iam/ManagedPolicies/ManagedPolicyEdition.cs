namespace Iam.ManagedPolicies;

/// <summary>A policy of AWS as it was published last.</summary>
/// <param name="Document">JSON in one line.</param>
/// <param name="Version">The id of its default version, such as v3.</param>
/// <param name="Updated">The day of that version.</param>
public sealed record ManagedPolicyEdition(string Document, string Version, DateOnly Updated);
