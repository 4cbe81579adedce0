using Iam;
using LocalAws.Protocol;

namespace LocalAws.Documents;

/// <summary>A service, as far as it takes policies of its resources.</summary>
/// <param name="Service">The prefix of its actions.</param>
/// <param name="Kind">The grammar.</param>
/// <param name="Refusal">Its words for what it does not take.</param>
sealed record DocumentOwner(string Service, PolicyKind Kind, Func<DocumentException, AwsException> Refusal)
{
    /// <summary>How large a document may be, in bytes.</summary>
    public int Largest { get; init; } = int.MaxValue;

    /// <summary>Whether each action has to be one of the service's. Otherwise one of a statement's is enough.</summary>
    public bool ChecksEachAction { get; init; }

    /// <summary>Whether it looks at condition keys.</summary>
    public bool ChecksKeys { get; init; } = true;

    /// <summary>The condition keys that it takes in no policy of its resources.</summary>
    public IReadOnlyList<string> ForbiddenKeys { get; init; } = [];

    /// <summary>
    /// The types of resources in the catalogue that a resource of a statement can be, none where it is not that of the policy; null
    /// where the service does not look at resources, since the only one is that which has the policy.
    /// </summary>
    public Func<string, IReadOnlyList<string>>? TypesOf { get; init; }
}
