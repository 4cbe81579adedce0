using System.Text.Json.Nodes;
using LocalAws.Shapes;

namespace Build.Tests.LocalAws.Shapes;

/// <summary>
/// Values that break what a service's model says of them are refused in AWS's words. The requests are made from the models:
/// every operation that the local AWS claims in a protocol of forms or JSON, and every constraint of what it takes.
/// </summary>
public class RequestValueTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    const int LongestOfATest = 20_000;

    /// <summary>EC2's model has hardly a constraint; REST requests are checked by their own services.</summary>
    static readonly string[] _protocols = ["json", "query"];

    [Fact]
    public async Task Value_ThatBreaksAConstraint_IsRefusedInWordsOfItsService()
    {
        var (sent, wrong) = (0, new List<string>());
        foreach (var (service, operation) in world.Operations())
        {
            if (
                !_protocols.Contains(ServiceShapes.Of(service)!.Protocol)
                || operation.Name == "AssumeRoleWithWebIdentity"
            )
                continue;
            foreach (var member in operation.Input!.Members)
            {
                if (
                    ActedMembers.Of(service)![operation.Name].Members.GetValueOrDefault(member.Name)
                    is not { Values: [] }
                )
                    continue;
                foreach (var (value, words) in Broken(member.Shape))
                {
                    sent++;
                    var body = new JsonObject { [member.WireName] = value };
                    var (status, code, message) = await world.SendAsync(service, operation, body);
                    if (!IsRefused(service, member, status, message, words))
                        wrong.Add($"{service}:{operation.Name}({member.Name}) {words}: {status} {code} {message}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(sent > 400, $"Only {sent} requests were made.");
    }

    [Theory]
    [InlineData(
        "iam",
        "CreateRole",
        """{"RoleName":"no spaces","AssumeRolePolicyDocument":"{}"}""",
        "ValidationError",
        @"1 validation error detected: Value 'no spaces' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+"
    )]
    [InlineData(
        "iam",
        "TagRole",
        """{"RoleName":"","Tags":[{"Key":"a","Value":"b"},{"Value":"b"}]}""",
        "ValidationError",
        "2 validation errors detected: Value '' at 'roleName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be null"
    )]
    [InlineData(
        "sts",
        "AssumeRole",
        """{"RoleArn":"arn:aws:iam::111111111111:role/r","RoleSessionName":"ss","DurationSeconds":60}""",
        "ValidationError",
        "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"
    )]
    [InlineData(
        "ssm",
        "GetParameters",
        """{"Names":["1","2","3","4","5","6","7","8","9","10","11"]}""",
        "ValidationException",
        "1 validation error detected: Value '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10"
    )]
    [InlineData(
        "logs",
        "CreateLogGroup",
        """{"logGroupName":"no spaces"}""",
        "InvalidParameterException",
        @"1 validation error detected: Value 'no spaces' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"
    )]
    [InlineData(
        "ecr",
        "CreateRepository",
        """{"repositoryName":"UPPER"}""",
        "InvalidParameterException",
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*''"
    )]
    [InlineData(
        "iam",
        "CreateUser",
        """{"UserName":"u","Tags":[{"Key":"team","Value":"a"},{"Key":"Team","Value":"b"}]}""",
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    )]
    [InlineData(
        "kms",
        "CreateKey",
        """{"Tags":[{"TagKey":"team","TagValue":"a"},{"TagKey":"team","TagValue":"b"}]}""",
        "TagException",
        "Duplicate tag keys"
    )]
    [InlineData(
        "ecr",
        "CreateRepository",
        """{"repositoryName":"app","tags":[{"Key":"team","Value":"a"},{"Key":"team","Value":"b"}]}""",
        "InvalidTagParameterException",
        "Duplicate tag keys found."
    )]
    [InlineData(
        "kms",
        "UntagResource",
        """{"KeyId":"k","TagKeys":["a",""]}""",
        "ValidationException",
        "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]"
    )]
    public async Task Values_ThatBreakConstraints_AreToldInAwsWords(
        string service,
        string operation,
        string body,
        string code,
        string message
    )
    {
        var answer = await world.SendAsync(
            service,
            ServiceShapes.Of(service)!.Find(operation)!,
            JsonNode.Parse(body)!.AsObject()
        );

        Assert.Equal((400, code, message), answer);
    }

    [Fact]
    public void Pattern_OfEveryShape_CanBeMatched()
    {
        var patterns = world.Operations().SelectMany(found => Patterns(found.Operation.Input!, [])).Distinct().ToList();

        Assert.True(patterns.Count > 50, $"Only {patterns.Count} patterns were found.");
        Assert.Equal(
            "",
            string.Join('\n', patterns.Where(pattern => !pattern.IsRead).Select(pattern => pattern.Pattern))
        );
    }

    /// <summary>ECR tells the first mistake only, which may be another one.</summary>
    static bool IsRefused(string service, ShapeMember member, int status, string message, string words) =>
        status == 400
        && (
            service == "ecr"
                ? message.StartsWith("Invalid parameter at '", StringComparison.Ordinal)
                : message.Contains(
                    $"at '{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}' failed to satisfy constraint: {words}",
                    StringComparison.Ordinal
                )
        );

    static IEnumerable<(JsonNode Value, string Words)> Broken(Shape shape)
    {
        if (shape.Choices.Count > 0)
            yield return ("no such value", "Member must satisfy enum value set: [");
        else if (shape.Kind is ShapeKind.Text && shape.Most < LongestOfATest)
            yield return (new string('a', (int)shape.Most + 1), "Member must have length less than or equal to ");
        else if (shape.Kind is ShapeKind.Number && shape.Most < int.MaxValue)
            yield return ((int)shape.Most + 1, "Member must have value less than or equal to ");
        if (shape.Kind is ShapeKind.Text && shape.Least > 0 && shape.Choices.Count == 0)
            yield return ("", "Member must have length greater than or equal to ");
        if (shape.Kind is ShapeKind.Number && shape.Least > int.MinValue)
            yield return ((int)shape.Least - 1, "Member must have value greater than or equal to ");
        if (shape.Kind is ShapeKind.List && shape.Most < 1000)
        {
            var items = Enumerable.Range(0, (int)shape.Most + 1).Select(_ => ShapedRequest.Sample(shape.Item!.Shape));
            yield return (new JsonArray([.. items]), "Member must have length less than or equal to ");
        }
    }

    static IEnumerable<(string Pattern, bool IsRead)> Patterns(Shape shape, HashSet<string> seen)
    {
        if (!seen.Add(shape.Name))
            return [];
        var parts = shape.Members.Append(shape.Item).Append(shape.Key).OfType<ShapeMember>();
        return parts
            .SelectMany(part => Patterns(part.Shape, seen))
            .Concat(shape.Pattern is null ? [] : [(shape.Pattern, shape.IsPatternRead)]);
    }
}
