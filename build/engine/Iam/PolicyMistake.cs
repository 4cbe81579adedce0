namespace Iam;

/// <summary>A mistake in a policy document.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">IAM's words for it.</param>
/// <param name="Subject">The name or value that is wrong, empty where there is none.</param>
public sealed record PolicyMistake(PolicyMistakeKind Kind, string Text, string Subject = "")
{
    /// <summary>
    /// IAM answers one mistake, and looks at the whole document for one kind before it looks for the next: syntax, the version,
    /// what its older parser refuses, Sids, missing actions, resources, actions, and the rest.
    /// </summary>
    internal int Rank =>
        Kind switch
        {
            PolicyMistakeKind.OldVersion => 1,
            PolicyMistakeKind.EffectCase or PolicyMistakeKind.ConditionValue or PolicyMistakeKind.IncompleteResource =>
                2,
            PolicyMistakeKind.Sid => 3,
            PolicyMistakeKind.NoActions => 4,
            PolicyMistakeKind.Resource => 5,
            PolicyMistakeKind.Action => 6,
            PolicyMistakeKind.Principal or PolicyMistakeKind.ProhibitedField => 7,
            PolicyMistakeKind.NoResources => 8,
            _ => 0,
        };
}
