using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>No stack of that name, or none with that id. AWS answers a ValidationError whose words say so.</summary>
public sealed class StackNotFoundException : CloudFormationException
{
    internal StackNotFoundException(ServiceError error)
        : base(error) { }
}

/// <summary>No change set of that name on that stack.</summary>
public sealed class ChangeSetNotFoundException : CloudFormationException
{
    internal ChangeSetNotFoundException(ServiceError error)
        : base(error) { }
}

/// <summary>A stack or change set of that name is there already.</summary>
public sealed class AlreadyExistsException : CloudFormationException
{
    internal AlreadyExistsException(ServiceError error)
        : base(error) { }
}

/// <summary>The change set is not in a status in which that can be done with it.</summary>
public sealed class InvalidChangeSetStatusException : CloudFormationException
{
    internal InvalidChangeSetStatusException(ServiceError error)
        : base(error) { }
}

/// <summary>The template creates IAM resources or uses macros, and the capability for it was not given.</summary>
public sealed class InsufficientCapabilitiesException : CloudFormationException
{
    internal InsufficientCapabilitiesException(ServiceError error)
        : base(error) { }
}

/// <summary>The account's quota of stacks or change sets is used up.</summary>
public sealed class LimitExceededException : CloudFormationException
{
    internal LimitExceededException(ServiceError error)
        : base(error) { }
}

/// <summary>A call with the same client request token was accepted before.</summary>
public sealed class TokenAlreadyExistsException : CloudFormationException
{
    internal TokenAlreadyExistsException(ServiceError error)
        : base(error) { }
}
