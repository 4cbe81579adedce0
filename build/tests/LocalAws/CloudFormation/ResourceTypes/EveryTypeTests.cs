using System.Collections.Concurrent;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Build.Tests.AwsCatalog;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>Resources of every type that only its schema describes, made of the schema.</summary>
public sealed class EveryTypeTests
{
    const int MostResources = 500;

    /// <summary>Those that the local AWS simulates by rules of their own have tests of their own.</summary>
    static readonly string[] _own =
    [
        "AWS::CloudFormation::",
        "AWS::CodeBuild::",
        "AWS::CodeConnections::Connection",
        "AWS::CodePipeline::",
        "AWS::CodeStarConnections::Connection",
        "AWS::DynamoDB::Table",
        "AWS::ECR::Repository",
        "AWS::Events::Rule",
        "AWS::IAM::",
        "AWS::KMS::",
        "AWS::Lambda::",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SNS::",
        "AWS::SQS::",
        "AWS::SSM::Parameter",
        "AWS::SecretsManager::",
    ];

    /// <summary>Whose names follow patterns, whose items must differ, or who take one of several kinds: nothing least fits.</summary>
    static readonly string[] _particular =
    [
        "AWS::BillingConductor::BillingGroup",
        "AWS::Cognito::Terms",
        "AWS::MSK::Replicator",
    ];

    internal static IEnumerable<string> Types =>
        SchemaCatalog
            .Names.Where(name => !Array.Exists(_own, own => name.StartsWith(own, StringComparison.Ordinal)))
            .Except(_particular)
            .Order(StringComparer.Ordinal);

    [Fact]
    public void FaultsOf_TheLeastThatASchemaTakes_AreNone()
    {
        var faults = Types
            .Select(type => SchemaCatalog.Find(type)!)
            .SelectMany(schema =>
                GeneratedLife.FaultsOf(schema, GeneratedLife.Least(schema)).Select(fault => $"{schema.Name} {fault}")
            );

        Assert.Empty(faults);
    }

    /// <summary>Created, changed in place, perhaps to be replaced, replaced and deleted, each as the change set says, with the handlers' permissions.</summary>
    [Fact]
    public async Task Stack_OfEveryType_LivesAsItsSchemaSays()
    {
        var asked = new ConcurrentBag<string>();
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Decided = decision => asked.Add(decision.Action),
            }
        );
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "store",
            "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: every-type} } }"
        );
        var number = 0;
        foreach (var types in Types.Chunk(MostResources))
        {
            var lives = types.ToDictionary(IdOf, type => (Type: type, Life: GeneratedLife.Of(type)));
            var stack = new GeneratedStack(world, client, $"types{number++}", lives);
            Assert.InRange(
                lives.Values.Count(entry => entry.Life.Updated is not null),
                lives.Count * 2 / 3,
                lives.Count
            );
            Assert.InRange(lives.Values.Count(entry => entry.Life.Replaced is not null), lives.Count / 2, lives.Count);

            await stack.ApplyAsync(life => life.Created, _ => null, null);
            Asked("create", _ => true);
            var created = await stack.PhysicalIdsAsync();
            await stack.ApplyAsync(life => life.Changed, life => life.Updated, "False");
            Asked("update", life => life.Updated is not null);
            Assert.Equal(created, await stack.PhysicalIdsAsync());
            await stack.CompareAsync(life => life.Unsure, life => life.Doubtful, "Conditional");
            await stack.ApplyAsync(life => life.Successor, life => life.Replaced, "True");
            Asked("delete", life => life.Replaced is not null);
            await stack.AssertReplacedAsync(created, await stack.PhysicalIdsAsync());
            await stack.DeleteAsync();

            void Asked(string handler, Func<GeneratedLife, bool> isConcerned)
            {
                var actions = asked.ToHashSet(StringComparer.OrdinalIgnoreCase);
                asked.Clear();
                Assert.Empty(
                    lives
                        .Values.Where(entry => isConcerned(entry.Life))
                        .Select(entry => (entry.Type, Needs: HandlerNeeds.Of(SchemaCatalog.Find(entry.Type)!, handler)))
                        .Where(entry => entry.Needs.Count > 0 && !entry.Needs.Any(need => actions.Contains(need.Name)))
                        .Select(entry =>
                            $"{entry.Type}: {handler} asked for none of {string.Join(", ", entry.Needs.Select(need => need.Name))}"
                        )
                );
            }
        }
    }

    /// <summary>Types that no action is known to be asked for: of services that ended, of other partners, and CloudFormation's own.</summary>
    static readonly string[] _unasked =
    [
        "AWS::CodeStar::GitHubRepository",
        "AWS::IoTThingsGraph::FlowTemplate",
        "AWS::NimbleStudio::LaunchProfile",
        "AWS::NimbleStudio::StreamingImage",
        "AWS::NimbleStudio::Studio",
        "AWS::NimbleStudio::StudioComponent",
        "Alexa::ASK::Skill",
    ];

    /// <summary>Those whose schemas do not say it are asked for the actions that are named after them.</summary>
    [Fact]
    public void Of_EveryTypeWithoutPermissionsInItsSchema_NamesAnActionAllTheSame()
    {
        var without = Types
            .Select(type => SchemaCatalog.Find(type)!)
            .Where(schema => !schema.DeclaresPermissions && HandlerNeeds.Of(schema, "create").Count == 0)
            .Select(schema => schema.Name)
            .ToHashSet(StringComparer.Ordinal);
        without.SymmetricExceptWith(_unasked);

        Assert.Empty(without);
    }

    /// <summary>With handlers known, some action of the type's service is certainly asked for.</summary>
    [Fact]
    public void Of_EveryTypeWithHandlers_NamesAnActionOfTheService()
    {
        var without = Types
            .Select(type => SchemaCatalog.Find(type)!)
            .Where(schema => schema.PermissionsOf("create").Count > 0 && HandlerNeeds.Of(schema, "create").Count == 0)
            .Select(schema => schema.Name);

        Assert.InRange(without.Count(), 0, 25);
    }

    static string IdOf(string type) => type.Replace("::", "", StringComparison.Ordinal);
}
