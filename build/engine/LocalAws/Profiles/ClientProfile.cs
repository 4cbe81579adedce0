namespace LocalAws.Profiles;

/// <summary>An account's administrator as a profile of AWS's clients.</summary>
/// <param name="Name">The name of the profile, such as <c>dev</c>.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Where its clients work unless they are told otherwise.</param>
public sealed record ClientProfile(string Name, string Account, string Region);
