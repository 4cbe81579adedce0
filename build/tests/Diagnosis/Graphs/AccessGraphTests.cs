using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Tests.Diagnosis.Access;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Graphs;
using Diagnosis.Graphs.Pictures;
using Diagnosis.Requirements;
using Settings;

namespace Build.Tests.Diagnosis.Graphs;

public class AccessGraphTests
{
    static readonly string deployRole = SynthesizedRepository.Role("deploy-role", "222222222222", "us-east-1");

    [Fact]
    public void Build_OfTheHealthyRepository_LeadsFromThePipelineToTheExecutionRoles()
    {
        using var repository = new SynthesizedRepository();

        var graph = Draw(repository);

        Assert.Empty(graph.Missing);
        Assert.Equal(["123456789012", "111111111111", "222222222222"], graph.Accounts.Select(account => account.Id));
        Assert.Contains(graph.Edges, edge => edge.To == deployRole && graph.Role(edge.From).Label == "BuildRole");
        Assert.Contains(
            graph.Edges,
            edge =>
                edge.From == deployRole
                && edge.Kind == EdgeKind.Passes
                && graph.Role(edge.To).Kind == RoleKind.Execution
        );
        Assert.Contains(graph.Edges, edge => edge.Kind == EdgeKind.Starts && graph.Role(edge.To).Label == "BuildRole");
    }

    [Fact]
    public void Build_OfAMissingPermission_HasAMissingEdgeWithItsStatement()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);

        var missing = Assert.Single(Draw(repository).Missing);

        Assert.Equal(deployRole, missing.To);
        Assert.Equal(
            $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{deployRole}}"}""",
            missing.Statement
        );
    }

    [Fact]
    public void Build_OfAChainThatEndsInAnAccountThatIsNotTrusted_HasMissingEdges()
    {
        using var repository = new SynthesizedRepository
        {
            Options = new RequirementOptions
            {
                Cicd = new TargetEnvironment("123456789012", "eu-west-1"),
                ChainInto = (_, _) => new RoleChain([new RoleLink("arn:aws:iam::999999999999:role/hub")]),
            },
        };
        repository.AssumeRoles["Resource"]!.AsArray().Add("arn:aws:iam::999999999999:role/hub");

        var missing = Draw(repository).Missing;

        Assert.All(missing, edge => Assert.Equal("arn:aws:iam::999999999999:role/hub", edge.From));
        Assert.Contains(missing, edge => edge.Statement!.Contains("trusts 123456789012", StringComparison.Ordinal));
    }

    /// <summary>Pictures that somebody has looked at: RENEW_PICTURES=1 draws them anew, to be looked at again.</summary>
    [Theory]
    [InlineData("healthy.svg")]
    [InlineData("missing.svg")]
    [InlineData("healthy.mmd")]
    [InlineData("missing.mmd")]
    public void Of_AGraph_IsThePictureThatWasLookedAt(string file)
    {
        using var repository = new SynthesizedRepository();
        if (file.StartsWith("missing", StringComparison.Ordinal))
            repository.Forbid(deployRole);
        const string Folder = "Diagnosis/Graphs/Fixtures";

        var drawn = file.EndsWith(".svg", StringComparison.Ordinal)
            ? GraphPicture.Of(Draw(repository))
            : MermaidText.Of(Draw(repository));

        if (Environment.GetEnvironmentVariable("RENEW_PICTURES") is not null)
            File.WriteAllText(Path.Combine(RepositoryRoot.Find(), "build/tests", Folder, file), drawn);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Folder, file)), drawn);
    }

    [Fact]
    public void Of_TheSameGraphTwice_IsTheSameText()
    {
        using var repository = new SynthesizedRepository();

        Assert.Equal(GraphPicture.Of(Draw(repository)), GraphPicture.Of(Draw(repository)));
        Assert.Equal(MermaidText.Of(Draw(repository)), MermaidText.Of(Draw(repository)));
    }

    [Fact]
    public void Of_AMissingEdge_IsRedInBothAndTellsTheStatement()
    {
        using var repository = new SynthesizedRepository();
        repository.Forbid(deployRole);
        var graph = Draw(repository);

        var picture = GraphPicture.Of(graph);
        var mermaid = MermaidText.Of(graph);

        Assert.Contains("#c53030", picture, StringComparison.Ordinal);
        Assert.Contains("Missing (1)", picture, StringComparison.Ordinal);
        Assert.Contains(".-x", mermaid, StringComparison.Ordinal);
        Assert.Contains("stroke:#c53030", mermaid, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NamesWithMarkup_AreEscaped()
    {
        using var repository = new SynthesizedRepository();
        repository.Resources[SynthesizedRepository.BuildRole]!["Metadata"] = new JsonObject
        {
            ["aws:cdk:path"] = "pipeline/<script>\"&]",
        };
        var graph = Draw(repository);

        var picture = XDocument.Parse(GraphPicture.Of(graph));

        Assert.Contains(picture.Descendants(), element => element.Value == "<script>\"&]");
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName == "script");
        Assert.DoesNotContain("<script>", MermaidText.Of(graph), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public void Of_ManyAccounts_LiesInItsFramesAndOverlapsNowhere(int accounts)
    {
        var graph = GraphOf(accounts);

        var boxes = XDocument
            .Parse(GraphPicture.Of(graph))
            .Descendants()
            .Where(element => element.Name.LocalName == "rect" && element.Attribute("rx")!.Value == "6")
            .Select(element => (X: Number(element, "x"), Y: Number(element, "y")))
            .ToList();

        Assert.Equal(graph.Roles.Count, boxes.Count);
        Assert.Equal(boxes.Count, boxes.Distinct().Count());
        Assert.DoesNotContain(
            boxes.SelectMany((box, index) => boxes.Skip(index + 1).Select(other => (box, other))),
            pair =>
                Math.Abs(pair.box.X - pair.other.X) < GraphLayout.NodeWidth
                && Math.Abs(pair.box.Y - pair.other.Y) < GraphLayout.NodeHeight
        );
    }

    static int Number(XElement element, string name) =>
        int.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    static AccessGraph Draw(SynthesizedRepository repository)
    {
        var input = repository.Input();
        return GraphBuilder.Build(global::Diagnosis.Access.PipelineAccess.Of(input), input);
    }

    internal static AccessGraph GraphOf(int accounts)
    {
        const string Cicd = "123456789012";
        var ids = Enumerable.Range(1, accounts).Select(i => $"{i:D12}").ToList();
        var build = new GraphRole($"arn:aws:iam::{Cicd}:role/build", Cicd, "BuildRole", "Release", RoleKind.Build, 2);
        var roles = ids.SelectMany(id =>
                new[]
                {
                    (Kind: RoleKind.Publishing, Name: "file-publishing"),
                    (Kind: RoleKind.Deploy, Name: "deploy"),
                    (Kind: RoleKind.Execution, Name: "cfn-exec"),
                }.Select(role => new GraphRole(
                    $"arn:aws:iam::{id}:role/{role.Name}",
                    id,
                    role.Name,
                    $"cdk-hnb659fds-{role.Name}-role-{id}-eu-west-1",
                    role.Kind
                ))
            )
            .ToList();
        var edges = roles.Select(role =>
            role.Kind == RoleKind.Execution
                ? new GraphEdge(
                    $"arn:aws:iam::{role.Account}:role/deploy",
                    role.Arn,
                    EdgeKind.Passes,
                    EdgeState.Allowed,
                    ""
                )
                : new GraphEdge(build.Arn, role.Arn, EdgeKind.Assumes, EdgeState.Allowed, "")
        );
        return new(
            "Many",
            [new(Cicd, [], IsCicd: true), .. ids.Select(id => new GraphAccount(id, [$"account{id}"], IsCicd: false))],
            [build, .. roles],
            [.. edges]
        );
    }
}
