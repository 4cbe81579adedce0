namespace Diagnosis.Checks;

/// <summary>What checks are about that are about no environment.</summary>
public static class CheckScopes
{
    public const string Machine = "machine";
    public const string Caller = "caller";
}
