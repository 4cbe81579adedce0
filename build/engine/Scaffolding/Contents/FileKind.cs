namespace Scaffolding.Contents;

/// <summary>What becomes of a file of a team's repository when the repository is upgraded.</summary>
public enum FileKind
{
    /// <summary>Kept up to date for as long as the team does not edit it.</summary>
    Updated,

    /// <summary>What projen writes, out of files that the team edits: kept up to date, or generated again.</summary>
    Generated,

    /// <summary>Written once, for the team to change: never touched again.</summary>
    Started,
}
