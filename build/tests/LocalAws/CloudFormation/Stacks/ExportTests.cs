using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

public sealed class ExportTests
{
    const string Exporting = """
        Resources: {Topic: {Type: AWS::SNS::Topic}}
        Outputs: {Arn: {Value: !Ref Topic, Export: {Name: !Sub "${AWS::Region}-topic"}}}
        """;
    const string Importing = """
        Resources:
          One:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: {"Fn::ImportValue": eu-west-1-topic}}
        """;

    [Fact]
    public async Task DeleteStack_WhoseExportIsInUse_IsRefusedUntilTheImporterIsGone()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("source", Exporting);
        await client.CreateAsync("user", Importing);
        var imports = await client.CallAsync("ListImports", ("ExportName", "eu-west-1-topic"));
        Assert.Equal("user", Value(imports, "member"));
        var refusal = await client.CallAsync("DeleteStack", ("StackName", "source"));
        Assert.Equal("Export eu-west-1-topic cannot be deleted as it is in use by user", Value(refusal, "Message"));
        await client.CallAsync("DeleteStack", ("StackName", "user"));
        await client.SettledAsync("user");
        await client.CallAsync("DeleteStack", ("StackName", "source"));
        Assert.Equal("Stack with id source does not exist", Value(await client.SettledAsync("source"), "Message"));
    }

    [Fact]
    public async Task CreateStack_WithAnExportNameThatIsTaken_RollsBack()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("source", Exporting);
        Assert.Equal("ROLLBACK_COMPLETE", Value(await client.CreateAsync("other", Exporting), "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("other"),
            e =>
                e.Contains(
                    "Export with name eu-west-1-topic is already exported by stack source",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task CreateStack_OfTheSameExportInAnotherAccount_IsNobodysConcern()
    {
        await using var world = await LocalWorld.StartAsync();
        using var first = new QueryClient(world, LocalWorld.First);
        using var second = new QueryClient(world, LocalWorld.Second);
        await first.CreateAsync("source", Exporting);
        Assert.Equal("CREATE_COMPLETE", Value(await second.CreateAsync("source", Exporting), "StackStatus"));
        var exports = await second.CallAsync("ListExports");
        Assert.Contains(LocalWorld.Second, Value(exports, "Value"), StringComparison.Ordinal);
    }
}
