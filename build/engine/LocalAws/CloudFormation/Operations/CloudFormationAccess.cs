using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Who may do what to a stack, and on whose permissions its resources are made.</summary>
sealed class CloudFormationAccess(AwsServices services)
{
    const string Service = "cloudformation.amazonaws.com";

    /// <summary>Throws unless the caller may do the action on the stack of that name or id, whether it exists or not.</summary>
    public void Require(Caller caller, string action, StackRepository repository, string nameOrId) =>
        services.Authorizer.Demand(caller, repository.Region, action, ArnOf(repository, nameOrId));

    /// <summary>Throws unless the caller may do an action that concerns no single stack.</summary>
    public void Require(Caller caller, string action, string region) =>
        services.Authorizer.Demand(caller, region, action, "*");

    public void RequirePassRole(Caller caller, string region, string roleArn)
    {
        services.Authorizer.DemandPassRole(caller, region, roleArn, Service);
        Assume(caller, region, roleArn);
    }

    /// <summary>
    /// The execution role's session, in which every call for a stack with a role is made. No aws:CalledVia: a service
    /// that calls with a service role forwards nobody's call (IAM User Guide, "AWS global condition context keys").
    /// </summary>
    public Caller Assume(Caller caller, string region, string roleArn)
    {
        try
        {
            return services.Sts.AssumeRoleAsService(
                Service,
                region,
                roleArn,
                "AWSCloudFormation",
                new(global::Iam.Arns.AccountOf(roleArn)),
                isFromOutside: caller.AccessKeyId is not null
            );
        }
        catch (AwsException)
        {
            throw Problems.Validation($"Role {roleArn} is invalid or cannot be assumed");
        }
    }

    /// <summary>The caller's own session, forwarded, for a stack without a role.</summary>
    public static Caller OnBehalfOf(Caller caller) => caller.Through(Service);

    static string ArnOf(StackRepository repository, string nameOrId)
    {
        if (nameOrId.StartsWith("arn:", StringComparison.Ordinal))
            return nameOrId;
        return repository.Find(nameOrId)?.Id
            ?? $"arn:{Partitions.Of(repository.Region)}:cloudformation:{repository.Region}:{repository.Account}:stack/{nameOrId}/*";
    }
}
