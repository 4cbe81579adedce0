using System.Text;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Transforms;

/// <summary>
/// The transform AWS::Include: puts snippets that lie in S3 into a template, where Fn::Transform stands or at its top. They are
/// read with the caller's permissions (CloudFormation Template Reference, "AWS::Include transform").
/// </summary>
sealed class IncludedSnippets(AwsServices services, StackRepository repository, Caller caller, Evaluator evaluator)
{
    public const string Name = "AWS::Include";
    const string Function = "Fn::Transform";
    const int Limit = 1_048_576;

    /// <summary>Whether a call of the transform stands anywhere in the tree.</summary>
    public static bool IsIn(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.Any(IsIn),
            JsonObject map => map.Any(entry => entry.Key == Function ? IsCall(entry.Value) : IsIn(entry.Value)),
            _ => false,
        };

    /// <summary>Whether what Fn::Transform names is this transform; it takes one, or a list of them.</summary>
    static bool IsCall(JsonNode? value) => CallsOf(value).All(call => TemplateParser.TransformName(call) == Name);

    static IEnumerable<JsonNode?> CallsOf(JsonNode? value) =>
        value is JsonArray { Count: > 0 } list ? list.AsEnumerable() : Enumerable.Repeat(value, 1);

    /// <summary>A copy with the snippets in place of the calls; what stands beside a call stays beside the snippet.</summary>
    public async Task<JsonNode?> ExpandAsync(JsonNode? node, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list)
                    items.Add(await ExpandAsync(item, cancellationToken));
                return items;
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (key, value) in map)
                {
                    if (key == Function && IsCall(value))
                        foreach (var call in CallsOf(value))
                            Merge(members, await ReadAsync(call, cancellationToken));
                    else
                        members[key] = await ExpandAsync(value, cancellationToken);
                }
                return members;
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The template with the sections of the snippet that its section Transform names.</summary>
    public async Task<JsonObject> AddAsync(JsonObject root, JsonNode? transform, CancellationToken cancellationToken)
    {
        var whole = (JsonObject)root.DeepClone();
        Merge(whole, await ReadAsync(transform, cancellationToken));
        return whole;
    }

    /// <summary>Maps that both have are merged, as a section and its members.</summary>
    static void Merge(JsonObject into, JsonObject snippet)
    {
        foreach (var (key, value) in snippet)
            if (into[key] is JsonObject own && value is JsonObject more)
                Merge(own, more);
            else
                into[key] = value?.DeepClone();
    }

    async Task<JsonObject> ReadAsync(JsonNode? transform, CancellationToken cancellationToken)
    {
        var given = ((transform as JsonObject)?["Parameters"] as JsonObject)?["Location"];
        if (
            evaluator.Evaluate(given)?.AsText() is not { } text
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != "s3"
            || uri.AbsolutePath.Length < 2
        )
            throw Failed("The location parameter is not a valid S3 uri.");
        var location = new TemplateLocation(uri.Host, Uri.UnescapeDataString(uri.AbsolutePath[1..]), VersionId: null);
        try
        {
            var bytes = await ObjectReader.ReadAsync(
                services,
                caller.Through("cloudformation.amazonaws.com"),
                repository.Region,
                location,
                Limit,
                cancellationToken
            );
            return bytes is null
                ? throw Failed($"The snippet may not exceed {Limit} bytes in size.")
                : TemplateText.Read(Encoding.UTF8.GetString(bytes));
        }
        catch (AwsException error)
        {
            throw Failed($"S3 error: {error.Message}");
        }
        catch (TemplateException error) when (error is not TransformException)
        {
            throw Failed("The specified S3 object's content should be valid Yaml/JSON");
        }
    }

    static TransformException Failed(string reason) => new($"Transform {Name} failed with: {reason}");
}
