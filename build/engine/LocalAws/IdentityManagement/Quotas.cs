using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>How much IAM takes, as "IAM and AWS STS quotas" in the IAM User Guide has it; white space does not count.</summary>
static class Quotas
{
    /// <summary>Managed policies of a user or role, unless AWS is asked for more.</summary>
    public const int AttachedPolicies = 10;

    /// <summary>Groups that a user is in.</summary>
    public const int GroupsPerUser = 10;
    const int TrustPolicy = 2048;
    const int ManagedPolicy = 6144;

    public static void CheckTrust(string document)
    {
        if (Size(document) > TrustPolicy)
            throw Exceeded($"Cannot exceed quota for ACLSizePerRole: {TrustPolicy}");
    }

    public static void CheckManaged(string document)
    {
        if (Size(document) > ManagedPolicy)
            throw Exceeded($"Cannot exceed quota for PolicySize: {ManagedPolicy}");
    }

    /// <summary>All inline policies of a user, group or role together.</summary>
    public static void CheckInline(string kind, string name, IEnumerable<string> documents)
    {
        var most = kind switch
        {
            "Role" => 10_240,
            "Group" => 5_120,
            _ => 2_048,
        };
        if (documents.Sum(Size) > most)
            throw Exceeded($"Maximum policy size of {most} bytes exceeded for {kind.ToLowerInvariant()} {name}");
    }

    public static AwsException Exceeded(string message) => new("LimitExceeded", message, 409);

    static int Size(string document) => document.Count(letter => !char.IsWhiteSpace(letter));
}
