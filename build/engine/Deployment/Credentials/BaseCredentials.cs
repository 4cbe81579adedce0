using System.Text;

namespace Deployment.Credentials;

/// <summary>What a run starts from. Exactly what was asked for is used, never another source.</summary>
public abstract record BaseCredentials
{
    BaseCredentials() { }

    /// <summary>A profile of the shared configuration: keys, SSO, an assumed role, a credential process.</summary>
    /// <param name="File">The credentials file; null for the user's own.</param>
    public sealed record Profile(string Name, string? File = null) : BaseCredentials
    {
        public override string ToString() => $"profile {Name}";
    }

    /// <summary>AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.</summary>
    public sealed record Environment : BaseCredentials
    {
        public override string ToString() => "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    }

    /// <summary>The role of a container, as CodeBuild, ECS and EKS hand it out.</summary>
    public sealed record Container : BaseCredentials
    {
        public override string ToString() => "the container's role";
    }

    /// <summary>The token that AWS_WEB_IDENTITY_TOKEN_FILE names, for the role that AWS_ROLE_ARN names.</summary>
    public sealed record WebIdentity : BaseCredentials
    {
        public override string ToString() => "the web identity token of AWS_WEB_IDENTITY_TOKEN_FILE";
    }

    public sealed record AccessKey(string Id, string Secret, string? Token = null) : BaseCredentials
    {
        public override string ToString() => "an access key";

        protected override bool PrintMembers(StringBuilder builder) => false;
    }

    /// <summary>The role of an EC2 instance, from its metadata service, which nothing else asks.</summary>
    public sealed record Instance : BaseCredentials
    {
        public override string ToString() => "the role of this EC2 instance";
    }

    /// <summary>The profile called default, where nothing else is given.</summary>
    public sealed record Default : BaseCredentials
    {
        public override string ToString() => "the profile default";
    }
}
