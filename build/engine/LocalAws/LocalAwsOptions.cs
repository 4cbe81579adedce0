using LocalAws.CloudFormation;
using LocalAws.CodeBuild;
using LocalAws.Faults;
using LocalAws.Identities;

namespace LocalAws;

/// <summary>What a local AWS is made of.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>Folder of the durable state; null keeps it in memory, with object bodies in a temporary folder that goes with the server.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Whether to remove what the state directory holds before anything is served.</summary>
    public bool StartsEmpty { get; init; }

    /// <summary>Whether to go on without damaged records of the state, which are set aside, where it would not start otherwise.</summary>
    public bool SkipsDamagedRecords { get; init; }

    /// <summary>The accounts that exist, twelve digits each.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>The account that each account's OrganizationAccountAccessRole trusts; by default the first.</summary>
    public string? ManagementAccount { get; init; }

    /// <summary>The organization that all accounts are in; by default one that follows from the management account.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Service control policies of the organization, which bind every account but the management account.</summary>
    public IReadOnlyList<ServiceControlPolicy> ServiceControlPolicies { get; init; } = [];

    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The address to bind; anything but loopback is refused.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The clock that signatures, sessions and timestamps go by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>JSON web key sets of identity providers by their URL; those on this machine are asked instead.</summary>
    public IReadOnlyDictionary<string, string> WebIdentityKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>How long CloudFormation takes and what goes wrong in it.</summary>
    public CloudFormationOptions CloudFormation { get; init; } = new();

    /// <summary>How builds run.</summary>
    public CodeBuildOptions CodeBuild { get; init; } = new();

    /// <summary>What exists for lookups to find: hosted zones, networks, images.</summary>
    public LookupFixtures Lookups { get; init; } = new();

    /// <summary>How slow and faulty the world is, and who watches its calls.</summary>
    public FaultOptions Faults { get; init; } = new();

    /// <summary>Told each decision of IAM on what somebody wants to do, from many threads; null for nobody.</summary>
    public Action<AccessDecision>? Decided { get; init; }

    /// <summary>Takes lines for whoever runs the server, such as which resource types are simulated.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
