using AwsCatalog.Actions;

namespace AwsCatalog.Permissions;

/// <summary>
/// What the handlers of types ask for whose schemas do not say it: the actions of the type's service that are named after the
/// type, and what the lists here know better. Nothing where the service has no such action.
/// </summary>
/// <remarks>The Service Authorization Reference has the actions, the services' API references what they do.</remarks>
static class UndeclaredPermissions
{
    static readonly Dictionary<string, string[]> Verbs = new(StringComparer.Ordinal)
    {
        ["create"] = ["Create", "Put", "Register", "Add", "Associate", "Attach", "Import", "Enable", "Update"],
        ["update"] = ["Update", "Modify", "Put"],
        ["delete"] = ["Delete", "Deregister", "Remove", "Disassociate", "Detach"],
    };

    static readonly string[] Reads = ["Get", "Describe", "List"];

    /// <summary>Services whose actions have another prefix than their types.</summary>
    static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["ApiGatewayV2"] = "apigateway",
        ["DirectoryService"] = "ds",
        ["DocDB"] = "rds",
        ["EMR"] = "elasticmapreduce",
        ["ElasticLoadBalancingV2"] = "elasticloadbalancing",
        ["Elasticsearch"] = "es",
        ["KinesisAnalyticsV2"] = "kinesisanalytics",
        ["Pinpoint"] = "mobiletargeting",
        ["PinpointEmail"] = "ses",
    };

    /// <summary>Actions of other names: those of the creation, of the update, of the deletion, one of which is called.</summary>
    static readonly Dictionary<string, (string Create, string Update, string Delete)> Others = new(
        StringComparer.Ordinal
    )
    {
        ["AWS::ApiGatewayV2::ApiGatewayManagedOverrides"] = ("PATCH", "PATCH", "PATCH"),
        ["AWS::AppSync::GraphQLSchema"] = ("StartSchemaCreation", "StartSchemaCreation", ""),
        ["AWS::Budgets::Budget"] = ("ModifyBudget", "ModifyBudget", "ModifyBudget"),
        ["AWS::Cloud9::EnvironmentEC2"] = ("CreateEnvironmentEC2", "UpdateEnvironment", "DeleteEnvironment"),
        ["AWS::CloudFront::StreamingDistribution"] = (
            "CreateStreamingDistribution CreateStreamingDistributionWithTags",
            "UpdateStreamingDistribution",
            "DeleteStreamingDistribution"
        ),
        ["AWS::DirectoryService::MicrosoftAD"] = ("CreateMicrosoftAD", "", "DeleteDirectory"),
        ["AWS::DocDB::DBCluster"] = (
            "CreateDBCluster RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime",
            "ModifyDBCluster",
            "DeleteDBCluster"
        ),
        ["AWS::EC2::ClientVpnAuthorizationRule"] = ("AuthorizeClientVpnIngress", "", "RevokeClientVpnIngress"),
        ["AWS::EC2::ClientVpnTargetNetworkAssociation"] = (
            "AssociateClientVpnTargetNetwork",
            "",
            "DisassociateClientVpnTargetNetwork"
        ),
        ["AWS::EMR::Cluster"] = ("RunJobFlow", "", "TerminateJobFlows"),
        ["AWS::EMR::InstanceFleetConfig"] = ("AddInstanceFleet", "ModifyInstanceFleet", ""),
        ["AWS::EMR::InstanceGroupConfig"] = ("AddInstanceGroups", "ModifyInstanceGroups", ""),
        ["AWS::ElastiCache::SecurityGroup"] = ("CreateCacheSecurityGroup", "", "DeleteCacheSecurityGroup"),
        ["AWS::ElastiCache::SecurityGroupIngress"] = (
            "AuthorizeCacheSecurityGroupIngress",
            "",
            "RevokeCacheSecurityGroupIngress"
        ),
        ["AWS::Elasticsearch::Domain"] = (
            "CreateElasticsearchDomain CreateDomain",
            "UpdateElasticsearchDomainConfig UpdateDomainConfig",
            "DeleteElasticsearchDomain DeleteDomain"
        ),
        ["AWS::FSx::FileSystem"] = (
            "CreateFileSystem CreateFileSystemFromBackup",
            "UpdateFileSystem",
            "DeleteFileSystem"
        ),
        ["AWS::FSx::Volume"] = ("CreateVolume CreateVolumeFromBackup", "UpdateVolume", "DeleteVolume"),
        ["AWS::IAM::UserToGroupAddition"] = (
            "AddUserToGroup",
            "AddUserToGroup RemoveUserFromGroup",
            "RemoveUserFromGroup"
        ),
        ["AWS::IoT::PolicyPrincipalAttachment"] = (
            "AttachPrincipalPolicy AttachPolicy",
            "",
            "DetachPrincipalPolicy DetachPolicy"
        ),
        ["AWS::IoT::ThingPrincipalAttachment"] = ("AttachThingPrincipal", "", "DetachThingPrincipal"),
        ["AWS::LakeFormation::DataLakeSettings"] = (
            "PutDataLakeSettings",
            "PutDataLakeSettings",
            "PutDataLakeSettings"
        ),
        ["AWS::LakeFormation::Permissions"] = (
            "GrantPermissions BatchGrantPermissions",
            "GrantPermissions BatchGrantPermissions RevokePermissions",
            "RevokePermissions BatchRevokePermissions"
        ),
        ["AWS::LakeFormation::Resource"] = (
            "RegisterResource RegisterResourceWithPrivilegedAccess",
            "UpdateResource",
            "DeregisterResource"
        ),
        ["AWS::PinpointEmail::Identity"] = ("CreateEmailIdentity", "", "DeleteEmailIdentity"),
        ["AWS::RDS::DBSecurityGroupIngress"] = ("AuthorizeDBSecurityGroupIngress", "", "RevokeDBSecurityGroupIngress"),
        ["AWS::Redshift::ClusterSecurityGroupIngress"] = (
            "AuthorizeClusterSecurityGroupIngress",
            "",
            "RevokeClusterSecurityGroupIngress"
        ),
        ["AWS::Route53::RecordSet"] = RecordSets,
        ["AWS::Route53::RecordSetGroup"] = RecordSets,
        ["AWS::ServiceCatalog::AcceptedPortfolioShare"] = ("AcceptPortfolioShare", "", "RejectPortfolioShare"),
        ["AWS::ServiceDiscovery::HttpNamespace"] = ("CreateHttpNamespace", "UpdateHttpNamespace", "DeleteNamespace"),
        ["AWS::ServiceDiscovery::Instance"] = ("RegisterInstance", "RegisterInstance", "DeregisterInstance"),
        ["AWS::ServiceDiscovery::PrivateDnsNamespace"] = (
            "CreatePrivateDnsNamespace",
            "UpdatePrivateDnsNamespace",
            "DeleteNamespace"
        ),
        ["AWS::ServiceDiscovery::PublicDnsNamespace"] = (
            "CreatePublicDnsNamespace",
            "UpdatePublicDnsNamespace",
            "DeleteNamespace"
        ),
        ["AWS::WAFRegional::WebACLAssociation"] = ("AssociateWebACL", "AssociateWebACL", "DisassociateWebACL"),
    };

    static (string, string, string) RecordSets =>
        ("ChangeResourceRecordSets", "ChangeResourceRecordSets", "ChangeResourceRecordSets");

    /// <param name="type">Like AWS::FSx::FileSystem.</param>
    /// <param name="handler">create, read, update, delete or list.</param>
    public static IReadOnlyList<string> Of(string type, string handler)
    {
        var parts = type.Split("::");
        if (parts.Length != 3 || ServiceOf(parts[1]) is not { } service)
            return [];
        if (handler == "read")
            return [.. Named(service, Reads, parts[2]).Select(action => action.Name)];
        if (!Verbs.TryGetValue(handler, out var verbs))
            return [];
        if (Others.TryGetValue(type, out var others))
            return [.. (
                    handler == "create" ? others.Create
                    : handler == "update" ? others.Update
                    : others.Delete
                ).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(service.Find).OfType<ActionDescription>().Select(action => action.Name)];
        return [.. Named(service, verbs, parts[2]).Take(1).Select(action => action.Name)];
    }

    static IEnumerable<ActionDescription> Named(ServiceActions service, string[] verbs, string kind) =>
        verbs
            .SelectMany(verb => new[] { $"{verb}{kind}", $"{verb}{kind}s" })
            .Select(service.Find)
            .OfType<ActionDescription>();

    static ServiceActions? ServiceOf(string name) =>
        ActionCatalog.Services.FirstOrDefault(prefix =>
            Prefixes.TryGetValue(name, out var other)
                ? prefix == other
                : string.Equals(
                    prefix.Replace("-", "", StringComparison.Ordinal),
                    name,
                    StringComparison.OrdinalIgnoreCase
                )
        )
            is { } found
            ? ActionCatalog.Service(found)
            : null;
}
