using System.Text.Json.Nodes;
using LocalAws.Shapes;

namespace Build.Tests.LocalAws.Shapes;

/// <summary>
/// What requests give and the local AWS does not act on is refused by name. The requests are made from the services' models:
/// every operation that the local AWS claims, and every member that it takes.
/// </summary>
public class RequestGuardTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    [Fact]
    public void Operation_OfEveryService_SaysWhatItActsOn()
    {
        var silent =
            from claimed in world.World.Server.Operations
            let service = claimed.Split(':')[0]
            let name = claimed.Split(':')[1]
            where ServiceShapes.Of(service) is not null && !name.Contains('?')
            where ActedMembers.Of(service)?.ContainsKey(name) != true
            select claimed;

        Assert.Equal("", string.Join(' ', silent));
    }

    [Fact]
    public void ActedMember_OfEveryOperation_IsOneOfTheService()
    {
        var unknown =
            from claimed in world.World.Server.Operations
            let service = claimed.Split(':')[0]
            where ActedMembers.Of(service) is not null
            group service by service into services
            from row in ActedMembers.Of(services.Key)!
            let input = ServiceShapes.Of(services.Key)!.Find(row.Key)?.Input
            from path in Unknown(row.Value, input, "")
            select $"{services.Key}:{row.Key}({path})";

        Assert.Equal("", string.Join('\n', unknown));
    }

    [Fact]
    public async Task Member_ThatIsNotActedOn_IsRefusedByName()
    {
        var (sent, wrong) = (0, new List<string>());
        foreach (var (service, operation) in world.Operations())
        {
            var isRest = ServiceShapes.Of(service)!.Protocol.StartsWith("rest", StringComparison.Ordinal);
            foreach (var (path, members, isActed) in ShapedRequest.Members(operation.Input!, Acted(service, operation)))
            {
                if (
                    isActed || (isRest && (members.Count > 1 || members[0].Location is not ("header" or "querystring")))
                )
                    continue;
                sent++;
                var (status, code, message) = isRest
                    ? await world.SendAsync(service, operation, members[0])
                    : await world.SendAsync(
                        service,
                        operation,
                        ShapedRequest.Json(members, ShapedRequest.Sample(members[^1].Shape))
                    );
                var isRefused =
                    operation.Method == "HEAD"
                        ? status == 501
                        : message.StartsWith($"{operation.Name}({path}) is not simulated: ", StringComparison.Ordinal);
                if (!isRefused)
                    wrong.Add($"{service}:{operation.Name}({path}): {status} {code} {message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(sent > 200, $"Only {sent} requests were made.");
    }

    [Theory]
    [InlineData("ssm", "DescribeParameters", """{"Shared":true}""", "Shared")]
    [InlineData("secretsmanager", "CreateSecret", """{"Name":"a","Type":"external"}""", "Type")]
    [InlineData("kms", "CreateKey", """{"MultiRegion":true,"Origin":"EXTERNAL"}""", "MultiRegion, Origin=EXTERNAL")]
    [InlineData(
        "ecr",
        "DescribeImages",
        """{"repositoryName":"a","filter":{"imageStatus":"ARCHIVED"}}""",
        "filter.imageStatus"
    )]
    [InlineData("iam", "CreateRole", """{"RoleName":"a"}""", null)]
    public async Task Request_WithMembersThatAreNotActedOn_NamesThemAll(
        string service,
        string operation,
        string body,
        string? refused
    )
    {
        var shape = ServiceShapes.Of(service)!.Find(operation)!;

        var (status, _, message) = await world.SendAsync(service, shape, JsonNode.Parse(body)!.AsObject());

        Assert.Equal(400, status);
        if (refused is null)
            Assert.DoesNotContain("is not simulated", message);
        else
            Assert.StartsWith($"{operation}({refused}) is not simulated", message);
    }

    static ActedMembers Acted(string service, OperationShape operation) => ActedMembers.Of(service)![operation.Name];

    static IEnumerable<string> Unknown(ActedMembers acted, Shape? shape, string prefix)
    {
        while (shape?.Kind is ShapeKind.List)
            shape = shape.Item!.Shape;
        foreach (var (name, below) in acted.Members)
        {
            var member = shape?.Members.FirstOrDefault(member => member.Name == name);
            if (member is null)
                yield return prefix + name;
            foreach (var unknown in Unknown(below, member?.Shape, prefix + name + "."))
                yield return unknown;
        }
    }
}
