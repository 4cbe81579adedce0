namespace Build.Tests.Deployment.Refusals;

/// <summary>The one thing that an environment lacks; <c>ToString</c> says which.</summary>
abstract record Withheld
{
    Withheld() { }

    /// <summary>It may do everything.</summary>
    public sealed record Nothing : Withheld
    {
        public override string ToString() => "nothing is withheld";
    }

    /// <summary>There is nothing at all.</summary>
    public sealed record Everything : Withheld
    {
        public override string ToString() => "it is not bootstrapped";
    }

    /// <summary>A role's statement that allows one action on one resource; the account in it is <see cref="RefusalEnvironment.Account"/>.</summary>
    public sealed record Grant(string Role, string Action, string Resource) : Withheld
    {
        public override string ToString() => $"{Role} without {Action} on {Resource}";
    }

    /// <summary>A role's trust in whoever assumes it.</summary>
    public sealed record Trust(string Role) : Withheld
    {
        public override string ToString() => $"{Role} trusts somebody else";
    }

    /// <summary>A role's leave to tag its sessions.</summary>
    public sealed record SessionTags(string Role) : Withheld
    {
        public override string ToString() => $"{Role} takes no session tags";
    }

    /// <summary>The external id that a role wants is another one.</summary>
    public sealed record ExternalId(string Role) : Withheld
    {
        public override string ToString() => $"{Role} wants another external id";
    }

    /// <summary>The caller's own leave to assume a role.</summary>
    public sealed record Caller(string Role) : Withheld
    {
        public override string ToString() => $"the caller may not assume {Role}";
    }

    /// <summary>The staging key's policy, which lets the account's own policies decide.</summary>
    public sealed record KeyPolicy : Withheld
    {
        public override string ToString() => "the key's policy leaves its use to nobody";
    }

    /// <summary>All that a role may do.</summary>
    public sealed record Rights(string Role) : Withheld
    {
        public override string ToString() => $"{Role} may do nothing";
    }

    /// <summary>A resource that comes with the environment.</summary>
    public sealed record Part(string LogicalId) : Withheld
    {
        public override string ToString() => $"there is no {LogicalId}";
    }

    /// <summary>The bootstrap stack that the apps need, instead of which there is another.</summary>
    public sealed record Bootstrap(string Parameter, string Other) : Withheld
    {
        public override string ToString() => $"the bootstrap stack has {Parameter} {Other}";
    }

    /// <summary>A stack of the app that can be deployed to: the one that there is has such a resource.</summary>
    public sealed record App(string ResourceType) : Withheld
    {
        public override string ToString() => $"stack One has a {ResourceType}";
    }

    /// <summary>The role that the ways in lead through.</summary>
    public sealed record Hop : Withheld
    {
        public override string ToString() => "the chains lead through a role that does not exist";
    }

    /// <summary>A place in the settings.</summary>
    public sealed record Setting : Withheld
    {
        public override string ToString() => "the settings do not name it";
    }
}
