using AwsCatalog.Schemas;

namespace Build.Tests.AwsCatalog;

public class StatefulTypesTests
{
    /// <summary>What says by its name that it stores, and is no store.</summary>
    static readonly string[] _noStores =
    [
        "AWS::AppSync::ApiCache",
        "AWS::CloudFront::TrustStore",
        "AWS::DAX::Cluster",
        "AWS::DocDB::GlobalCluster",
        "AWS::EC2::RouteTable",
        "AWS::ECS::Cluster",
        "AWS::EKS::Cluster",
        "AWS::ElasticLoadBalancingV2::TrustStore",
        "AWS::MediaLive::Cluster",
        "AWS::Neptune::GlobalCluster",
        "AWS::PCS::Cluster",
        "AWS::Route53RecoveryControl::Cluster",
        "AWS::SageMaker::Cluster",
        "AWS::WorkSpacesWeb::TrustStore",
    ];

    static readonly string[] _storing =
    [
        "::Bucket",
        "::Cluster",
        "::DBCluster",
        "::DBInstance",
        "::Database",
        "::FileSystem",
        "::GlobalCluster",
        "::LogGroup",
        "::Store",
        "::Table",
        "::TableBucket",
        "::UserPool",
        "::Vault",
        "::Volume",
        "Cache",
        "TrustStore",
    ];

    [Fact]
    public void Names_AreTypesThatAwsHas() =>
        Assert.All(StatefulTypes.Names, name => Assert.True(SchemaCatalog.Contains(name), name));

    /// <summary>A new type of store does not come with a renewed catalogue unseen.</summary>
    [Fact]
    public void Contains_WhateverIsNamedAsAStore_IsDecided()
    {
        var undecided = SchemaCatalog
            .Names.Where(name => Array.Exists(_storing, ending => name.EndsWith(ending, StringComparison.Ordinal)))
            .Where(name => !StatefulTypes.Contains(name))
            .Except(_noStores);

        Assert.Empty(undecided);
    }

    [Fact]
    public void Marks_OfRdsAndBuckets_AreThoseOfTheUserGuide()
    {
        Assert.True(StatefulTypes.HasSnapshots("AWS::RDS::DBInstance"));
        Assert.Equal("Snapshot", StatefulTypes.DeletionPolicyOf("AWS::RDS::DBCluster", []));
        Assert.Equal(
            "Delete",
            StatefulTypes.DeletionPolicyOf("AWS::RDS::DBInstance", new() { ["DBClusterIdentifier"] = "one" })
        );
        Assert.Equal("Delete", StatefulTypes.DeletionPolicyOf("AWS::Redshift::Cluster", []));
        Assert.True(StatefulTypes.IsGuarded("AWS::S3::Bucket"));
        Assert.False(StatefulTypes.HasSnapshots("AWS::S3::Bucket"));
    }
}
