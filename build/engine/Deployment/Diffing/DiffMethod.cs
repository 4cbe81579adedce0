namespace Deployment.Diffing;

/// <summary>How it is found out what deploying a stack would change.</summary>
public enum DiffMethod
{
    /// <summary>By the template where that is certain, otherwise by a change set where one can be made.</summary>
    Auto,

    /// <summary>By a change set, which is deleted again.</summary>
    ChangeSet,

    /// <summary>By the template alone: nothing is written.</summary>
    Template,
}
