namespace Endurance.Judges;

/// <summary>What came of an event.</summary>
/// <param name="What">What was done, in a few words.</param>
/// <param name="Defects">What went wrong, each with what shows it; none where all held.</param>
sealed record Verdict(string What, IReadOnlyList<Defect> Defects);

/// <summary>Something that went wrong.</summary>
/// <param name="Kind">Lost, hung, exception text, left behind, not converged, not private.</param>
/// <param name="Evidence">What shows it.</param>
sealed record Defect(string Kind, string Evidence);
