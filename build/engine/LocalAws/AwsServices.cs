using LocalAws.CloudFormation;
using LocalAws.CloudFormation.Signals;
using LocalAws.CloudFormation.Wire;
using LocalAws.CodeBuild;
using LocalAws.CodePipeline;
using LocalAws.Ec2;
using LocalAws.Ecr;
using LocalAws.Identities;
using LocalAws.IdentityManagement;
using LocalAws.Kms;
using LocalAws.Lambda;
using LocalAws.Logs;
using LocalAws.Protocol;
using LocalAws.Route53;
using LocalAws.S3;
using LocalAws.Secrets;
using LocalAws.Sns;
using LocalAws.Sqs;
using LocalAws.Ssm;
using LocalAws.Sts;
using LocalAws.Worlds;

namespace LocalAws;

/// <summary>The operations of every service, each made when first used; what one service does on another goes through here.</summary>
public sealed class AwsServices
{
    readonly Lazy<StsOperations> _sts;
    readonly Lazy<WebIdentityOperations> _webIdentities;
    readonly Lazy<RoleOperations> _roles;
    readonly Lazy<OidcProviderOperations> _oidcProviders;
    readonly Lazy<InstanceProfileOperations> _instanceProfiles;
    readonly Lazy<SimulationOperations> _simulations;
    readonly Lazy<PolicyOperations> _policies;
    readonly Lazy<UserOperations> _users;
    readonly Lazy<ParameterOperations> _parameters;
    readonly Lazy<CloudFormationOperations> _cloudFormation;
    readonly Lazy<S3Operations> _s3;
    readonly Lazy<KmsOperations> _kms;
    readonly Lazy<SecretOperations> _secrets;
    readonly Lazy<GroupOperations> _groups;
    readonly Lazy<SqsOperations> _sqs;
    readonly Lazy<SnsOperations> _sns;
    readonly Lazy<FunctionQueries> _functions;
    readonly Lazy<Ec2Operations> _ec2;
    readonly Lazy<ZoneOperations> _zones;
    readonly Lazy<EcrOperations> _ecr;
    readonly Lazy<LogOperations> _logs;
    readonly Lazy<CodeBuildOperations> _codeBuild;
    readonly Lazy<CodePipelineOperations> _codePipeline;

    internal AwsServices(World world, IdentityStore identities, SessionSeal seal)
    {
        World = world;
        Identities = identities;
        Authorizer = new(world, identities);
        _sts = new(() => new StsOperations(world, identities, Authorizer, seal));
        _webIdentities = new(() => new WebIdentityOperations(world, identities, Authorizer, Sts));
        _oidcProviders = new(() => new OidcProviderOperations(world, identities, Authorizer));
        _instanceProfiles = new(() => new InstanceProfileOperations(world, identities, Authorizer));
        _groups = new(() => new GroupOperations(world, identities, Authorizer));
        _simulations = new(() => new SimulationOperations(identities, Authorizer, Authorizer.Principals));
        _roles = new(() => new RoleOperations(world, identities, Authorizer));
        _policies = new(() => new PolicyOperations(world, identities, Authorizer));
        _users = new(() => new UserOperations(world, identities, Authorizer));
        _parameters = new(() => new ParameterOperations(world, Authorizer, () => Kms.Crypto));
        _cloudFormation = new(() =>
            new CloudFormationOperations(this, world.Options.CloudFormation, world.Options.Log)
        );
        _s3 = new(() => new S3Operations(world, Authorizer, () => Kms.Crypto, () => Sqs.Messages, () => Sns));
        _kms = new(() => new KmsOperations(world, Authorizer));
        _secrets = new(() => new SecretOperations(new(world, Authorizer, () => Kms.Crypto)));
        _sqs = new(() => new SqsOperations(world, Authorizer, () => Kms.Crypto));
        _sns = new(() => new SnsOperations(world, Authorizer, () => Kms.Crypto, () => Sqs.Messages));
        _functions = new(() => new FunctionQueries(world, Authorizer));
        _ec2 = new(() => new Ec2Operations(world, Authorizer));
        _zones = new(() => new ZoneOperations(world, Authorizer));
        _ecr = new(() => new EcrOperations(world, Authorizer));
        _logs = new(() => new LogOperations(world, Authorizer, () => Kms.Crypto, () => S3.OfServices));
        _codeBuild = new(() => new CodeBuildOperations(this));
        _codePipeline = new(() => new CodePipelineOperations(this));
    }

    /// <summary>The accounts and their records.</summary>
    public World World { get; }

    /// <summary>Users, roles and policies.</summary>
    public IdentityStore Identities { get; }

    /// <summary>Who may do what.</summary>
    public Authorizer Authorizer { get; }

    /// <summary>STS.</summary>
    public StsOperations Sts => _sts.Value;

    /// <summary>STS for web identities.</summary>
    public WebIdentityOperations WebIdentities => _webIdentities.Value;

    /// <summary>IAM's OpenID Connect providers.</summary>
    public OidcProviderOperations OidcProviders => _oidcProviders.Value;

    /// <summary>IAM's groups.</summary>
    public GroupOperations Groups => _groups.Value;

    /// <summary>IAM's instance profiles.</summary>
    public InstanceProfileOperations InstanceProfiles => _instanceProfiles.Value;

    /// <summary>IAM's what-if questions.</summary>
    public SimulationOperations Simulations => _simulations.Value;

    /// <summary>IAM roles.</summary>
    public RoleOperations Roles => _roles.Value;

    /// <summary>IAM managed policies.</summary>
    public PolicyOperations Policies => _policies.Value;

    /// <summary>IAM users.</summary>
    public UserOperations Users => _users.Value;

    /// <summary>Systems Manager parameters.</summary>
    public ParameterOperations Parameters => _parameters.Value;

    /// <summary>CloudFormation.</summary>
    public CloudFormationOperations CloudFormation => _cloudFormation.Value;

    /// <summary>S3.</summary>
    public S3Operations S3 => _s3.Value;

    /// <summary>KMS.</summary>
    public KmsOperations Kms => _kms.Value;

    /// <summary>Secrets Manager.</summary>
    public SecretOperations Secrets => _secrets.Value;

    /// <summary>SQS.</summary>
    public SqsOperations Sqs => _sqs.Value;

    /// <summary>SNS.</summary>
    public SnsOperations Sns => _sns.Value;

    /// <summary>Lambda.</summary>
    public FunctionQueries Functions => _functions.Value;

    /// <summary>EC2.</summary>
    public Ec2Operations Ec2 => _ec2.Value;

    /// <summary>Route 53.</summary>
    public ZoneOperations Zones => _zones.Value;

    /// <summary>ECR.</summary>
    public EcrOperations Ecr => _ecr.Value;

    /// <summary>CloudWatch Logs.</summary>
    public LogOperations Logs => _logs.Value;

    /// <summary>CodeBuild.</summary>
    public CodeBuildOperations CodeBuild => _codeBuild.Value;

    /// <summary>CodePipeline.</summary>
    public CodePipelineOperations CodePipeline => _codePipeline.Value;

    /// <summary>The protocol faces by signing name. A new service adds its line here.</summary>
    internal ServiceCatalog Faces() =>
        new([
            Face("sts", () => StsService.Create(Sts, WebIdentities)),
            Face(
                "iam",
                () =>
                    IamService.Create(
                        Roles,
                        Policies,
                        Users,
                        Groups,
                        OidcProviders,
                        Simulations,
                        InstanceProfiles,
                        new(World, Identities, Authorizer)
                    )
            ),
            Face("ssm", () => SsmService.Create(Parameters, new(() => Secrets, Authorizer))),
            Face("cloudformation", () => CloudFormationService.Create(CloudFormation)),
            Face("s3", () => new S3Service(S3)),
            Face("kms", () => KmsService.Create(Kms)),
            Face("secretsmanager", () => SecretsService.Create(Secrets)),
            Face("sqs", () => new SqsService(Sqs)),
            Face("sns", () => SnsService.Create(Sns)),
            Face("lambda", () => new LambdaService(Functions)),
            Face("ec2", () => new Ec2Service(Ec2)),
            Face("route53", () => new Route53Service(Zones)),
            Face("ecr", () => EcrService.Create(Ecr)),
            Face("logs", () => LogsService.Create(Logs)),
            Face("codebuild", () => CodeBuildService.Create(CodeBuild)),
            Face("codepipeline", () => CodePipelineService.Create(CodePipeline)),
        ]);

    /// <summary>What is behind the URLs of wait condition handles, which are signed as S3's.</summary>
    internal ServiceCatalog Handles() => new([Face("s3", () => new HandleService(World, CloudFormation.Signals))]);

    static KeyValuePair<string, Func<IAwsService>> Face(string signingName, Func<IAwsService> create) =>
        new(signingName, create);

    /// <summary>How many operations of CloudFormation run.</summary>
    internal int RunningStackOperations => _cloudFormation.IsValueCreated ? CloudFormation.Running : 0;

    /// <summary>Ends what runs in the background.</summary>
    internal async ValueTask StopAsync()
    {
        if (_codePipeline.IsValueCreated)
            await CodePipeline.DisposeAsync();
        if (_cloudFormation.IsValueCreated)
            await CloudFormation.DisposeAsync();
        if (_codeBuild.IsValueCreated)
            await CodeBuild.DisposeAsync();
        if (_webIdentities.IsValueCreated)
            WebIdentities.Dispose();
    }
}
