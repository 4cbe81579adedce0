using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Ecr;

/// <summary>All that ECR does.</summary>
public sealed class EcrOperations
{
    internal EcrOperations(World world, Authorizer authorizer)
    {
        var access = new RepositoryAccess(world, authorizer);
        Repositories = new(access);
        Images = new(access);
    }

    /// <summary>Repositories and their settings.</summary>
    public RepositoryOperations Repositories { get; }

    /// <summary>Images.</summary>
    public ImageOperations Images { get; }
}
