using Deployment;
using Deployment.Assemblies;
using FsCheck.Xunit;

namespace Build.Tests.Deployment;

public class ShardTests
{
    static readonly TargetEnvironment environment = new("111111111111", "eu-west-1");

    [Property]
    public bool Of_EveryShard_TogetherAreAllStacksOnce(byte stacks, byte shards)
    {
        var all = Enumerable
            .Range(0, stacks % 40)
            .Select(i => Stack($"S{i}", i % 3 == 1 ? [$"S{i - 1}"] : []))
            .ToList();
        var count = 1 + shards % 7;

        var parts = Enumerable.Range(1, count).SelectMany(index => new Shard(index, count).Of(all));

        return parts.OrderBy(s => s.HierarchicalId).SequenceEqual(all.OrderBy(s => s.HierarchicalId));
    }

    [Fact]
    public void Of_DependentStacks_StayTogetherAndInOrder()
    {
        StackArtifact[] all = [Stack("A"), Stack("B", "A"), Stack("C", "B"), Stack("X"), Stack("Y"), Stack("Z")];

        Assert.Equal(["A", "B", "C"], Ids(new Shard(1, 2).Of(all)));
        Assert.Equal(["X", "Y", "Z"], Ids(new Shard(2, 2).Of(all)));
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("a/b")]
    public void Parse_NotAPart_IsAWrongArgument(string text)
    {
        var error = Assert.Throws<BuildException>(() => Shard.Parse(text));

        Assert.Equal(BuildException.WrongInput, error.ExitCode);
    }

    static IEnumerable<string> Ids(IEnumerable<StackArtifact> stacks) => stacks.Select(stack => stack.HierarchicalId);

    static StackArtifact Stack(string id, params string[] dependencies) =>
        new()
        {
            ArtifactId = id,
            HierarchicalId = id,
            StackName = id,
            Environment = environment,
            TemplateFile = $"{id}.template.json",
            Dependencies = dependencies,
        };
}
