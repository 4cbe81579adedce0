using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleSystemsManagement;
using Cake.AWS.CloudFormation.Client;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>The services that know whether a resource of a bootstrap stack is there.</summary>
sealed class InspectedServices(Session session, AwsEndpoint endpoint, TargetEnvironment environment) : IDisposable
{
    readonly string account = environment.Account;

    readonly EncryptionKeys keys = new(session, endpoint, environment);

    static readonly ServiceDescription ecr = new("ECR", "ecr", "2015-09-21");

    readonly AmazonS3Client s3 = new(
        session.Credentials,
        endpoint.Configure(new AmazonS3Config { ForcePathStyle = endpoint.IsLocal, MaxErrorRetry = 10 }, session.Region)
    );

    readonly AmazonSimpleSystemsManagementClient ssm = new(
        session.Credentials,
        endpoint.Configure(new AmazonSimpleSystemsManagementConfig { MaxErrorRetry = 10 }, session.Region)
    );

    readonly IamRoles iam = new(session, endpoint);

    readonly JsonClient repositories = new(
        session.Credentials,
        endpoint.Connect(new ServiceConfig(ecr, session.Region, endpoint.Url)),
        "AmazonEC2ContainerRegistry_V20150921"
    );

    /// <summary>Whether a resource is there; true for one of a type that is not looked at.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">It is not there, or may not be looked at.</exception>
    /// <exception cref="BuildException">It is there, and cannot be used until somebody changes that.</exception>
    public async Task<bool> FindAsync(
        StackResource resource,
        TemplateValues values,
        CancellationToken cancellationToken
    )
    {
        var id = resource.PhysicalId!;
        switch (resource.ResourceType)
        {
            case "AWS::S3::Bucket":
                await s3.HeadBucketAsync(
                    new HeadBucketRequest { BucketName = id, ExpectedBucketOwner = account },
                    cancellationToken
                );
                break;
            case "AWS::S3::BucketPolicy":
                var bucket = values.TextOf(resource.LogicalId, "Bucket") ?? id;
                var request = new GetBucketPolicyRequest { BucketName = bucket, ExpectedBucketOwner = account };
                // Where there is none, the client gives the error's text.
                return (await s3.GetBucketPolicyAsync(request, cancellationToken)).Policy?.TrimStart() is ['{', ..];
            case "AWS::IAM::Role":
                await iam.GetAsync(id, cancellationToken);
                break;
            case "AWS::IAM::OIDCProvider":
                return await iam.FindAudiencesAsync(id, cancellationToken) is not null;
            case "AWS::IAM::ManagedPolicy":
                await iam.GetPolicyAsync(id, cancellationToken);
                break;
            case "AWS::IAM::Policy":
                return await FindInlinePoliciesAsync(resource, values, cancellationToken);
            case "AWS::SSM::Parameter":
                await ssm.GetParameterAsync(new() { Name = id }, cancellationToken);
                break;
            case "AWS::ECR::Repository":
                await repositories.SendAsync(
                    "DescribeRepositories",
                    new() { ["repositoryNames"] = new System.Text.Json.Nodes.JsonArray(id) },
                    cancellationToken
                );
                break;
            case "AWS::KMS::Key" or "AWS::KMS::Alias":
                if (await keys.FindProblemAsync(id, cancellationToken) is { } problem)
                    throw new BuildException(problem);
                break;
        }
        return true;
    }

    public void Dispose()
    {
        keys.Dispose();
        s3.Dispose();
        ssm.Dispose();
        iam.Dispose();
        repositories.Dispose();
    }

    /// <summary>An inline policy goes with its role, or by itself.</summary>
    async Task<bool> FindInlinePoliciesAsync(
        StackResource resource,
        TemplateValues values,
        CancellationToken cancellationToken
    )
    {
        if (values.TextOf(resource.LogicalId, "PolicyName") is not { } name)
            return true;
        foreach (var role in values.TextsOf(resource.LogicalId, "Roles"))
            if (!await iam.HasInlinePolicyAsync(role, name, cancellationToken))
                return false;
        return true;
    }
}
