using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Diagnosis;
using Releases.AccessChecks;

namespace Build.Tests.Diagnosis.Access;

/// <summary>What CodePipeline would refuse to take of a pipeline that is synthesized.</summary>
public sealed class PipelineLimitTests
{
    [Theory]
    [InlineData(50, 1, null)]
    [InlineData(51, 1, "51 actions at a time, and CodePipeline takes 50")]
    [InlineData(1, 51, "51 actions one after the other")]
    public void Of_AStageWithManyActions_IsHeldToWhatCodePipelineTakes(int parallel, int orders, string? refusal)
    {
        using var repository = new SynthesizedRepository();
        var actions = repository.Stages[^1]!["Actions"]!.AsArray();
        var first = actions[0]!.DeepClone();
        actions.Clear();
        for (var order = 1; order <= orders; order++)
        for (var index = 0; index < parallel; index++)
        {
            var action = first.DeepClone();
            action["Name"] = $"Infra{order}-{index}";
            action["RunOrder"] = order;
            actions.Add(action);
        }

        AssertLimit(repository, refusal);
    }

    [Theory]
    [InlineData(46, 1, null)]
    [InlineData(47, 1, "has 51 stages, and CodePipeline takes 50")]
    [InlineData(20, 50, "actions, and CodePipeline takes 1000")]
    public void Of_APipelineWithManyStages_IsHeldToWhatCodePipelineTakes(int more, int actions, string? refusal)
    {
        using var repository = new SynthesizedRepository();
        for (var wave = 0; wave < more; wave++)
        {
            var stage = repository.Stages[3]!.DeepClone();
            stage["Name"] = $"Wave{wave}";
            var first = stage["Actions"]![0]!;
            stage["Actions"] = new JsonArray([.. Enumerable.Range(0, actions).Select(_ => first.DeepClone())]);
            repository.Stages.Add(stage);
        }

        AssertLimit(repository, refusal);
    }

    [Theory]
    [InlineData(1L << 30, null)]
    [InlineData((1L << 30) + 1, "a source action of GitHub takes 1 GB")]
    public void Of_ARepositoryOfASize_IsHeldToWhatItsSourceTakes(long size, string? refusal)
    {
        using var repository = new SynthesizedRepository { SourceSize = size };

        AssertLimit(repository, refusal);
    }

    [Theory]
    [InlineData("CodeBuild", 1L << 30, null)]
    [InlineData("CloudFormation", 1L << 28, null)]
    [InlineData("CloudFormation", (1L << 28) + 1, "an action of CloudFormation takes 256 MB")]
    [InlineData("ElasticBeanstalk", (1L << 29) + 1, "an action of ElasticBeanstalk takes 512 MB")]
    public void Of_ACloudAssemblyOfASize_IsHeldToWhatTheActionsThatReadItTake(
        string provider,
        long size,
        string? refusal
    )
    {
        using var repository = new SynthesizedRepository { AssemblySize = size };
        var stage = repository.Stages[^1]!.DeepClone();
        stage["Name"] = "Added";
        stage["Actions"]![0]!["ActionTypeId"]!["Provider"] = provider;
        repository.Stages.Add(stage);

        AssertLimit(repository, refusal);
    }

    [Fact]
    public void ArtifactSize_OfFiles_IsMeasuredPackedOnlyWhereItMayBeTooLarge()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deep/zeros", new string('0', 1_000_000));

        Assert.Equal(1_000_000, ArtifactSize.Of(folder.Path, smallest: 1_000_000));
        Assert.InRange(ArtifactSize.Of(folder.Path, smallest: 999_999), 100, 50_000);
    }

    static void AssertLimit(SynthesizedRepository repository, string? refusal)
    {
        var limits = repository.Check().Limits;
        if (refusal is null)
            Assert.Empty(limits);
        else
        {
            var finding = Assert.Single(limits);
            Assert.Equal(DiagnosisCodes.PipelineLimitExceeded, finding.Code);
            Assert.Contains(refusal, finding.What, StringComparison.Ordinal);
            Assert.NotNull(finding.Next);
        }
    }
}
