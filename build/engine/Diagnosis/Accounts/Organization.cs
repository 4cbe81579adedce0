namespace Diagnosis.Accounts;

/// <summary>An organization, as far as the settings tell of it.</summary>
/// <param name="Id">Such as o-a1b2c3d4e5.</param>
/// <param name="Accounts">Accounts that are in it; of others it is not known.</param>
sealed record Organization(string Id, IReadOnlySet<string> Accounts);
