namespace Diagnosis.Requirements;

/// <summary>Whoever has to be allowed something.</summary>
public abstract record Actor
{
    Actor() { }

    /// <summary>The credentials that a run starts from: a profile's, or those of a CodeBuild project's role.</summary>
    public sealed record Caller : Actor
    {
        public override string ToString() => "the caller";
    }

    /// <summary>A session of a role, by the role's ARN.</summary>
    public sealed record Role(string Arn) : Actor
    {
        public override string ToString() => Arn;
    }

    /// <summary>An AWS service, like cloudformation.amazonaws.com.</summary>
    public sealed record Service(string Name) : Actor
    {
        public override string ToString() => Name;
    }
}
