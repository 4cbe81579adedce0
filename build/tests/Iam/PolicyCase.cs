using System.Text.Json;
using Iam;
using Iam.ManagedPolicies;

namespace Build.Tests.Iam;

/// <summary>A case of a file in Cases: what is given there, with what the case itself says over it.</summary>
public sealed class PolicyCase(JsonElement given, JsonElement own)
{
    static readonly string[] PolicyKindsInOrder =
    [
        "identity",
        "boundary",
        "session",
        "serviceControl",
        "resource",
        "trust",
        "key",
    ];

    public string Name => own.GetProperty("name").GetString()!;

    public JsonElement Expected => own.GetProperty("expect");

    public JsonElement? Find(string name)
    {
        if (own.TryGetProperty(name, out var value))
            return value;
        return given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out value) ? value : null;
    }

    public AccessRequest Request()
    {
        var request = new AccessRequest(
            Caller(Get("caller")),
            Get("action").GetString()!,
            Get("resource").GetString()!
        );
        if (Find("resourceAccount") is { } account)
            request = request with { ResourceAccount = account.GetString() };
        return request with { Context = Context() };
    }

    public Policies Policies()
    {
        var unknown = new[] { given, own }
            .Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("policies", out _))
            .SelectMany(e => e.GetProperty("policies").EnumerateObject().Select(p => p.Name))
            .Except(PolicyKindsInOrder);
        Assert.Empty(unknown);
        return new Policies
        {
            Identity = List("identity", PolicyKind.Identity),
            Boundary = One("boundary", PolicyKind.Boundary),
            Session = FindPolicies("session") is null ? null : List("session", PolicyKind.Session),
            ServiceControl = Levels(),
            Resource =
                One("resource", PolicyKind.Resource)
                ?? One("trust", PolicyKind.RoleTrust)
                ?? One("key", PolicyKind.Key),
        };
    }

    JsonElement Get(string name) => Find(name) ?? throw new InvalidOperationException($"{Name} has no {name}.");

    RequestContext Context()
    {
        var context = RequestContext.Empty;
        foreach (var key in Find("context")?.EnumerateObject() ?? default)
            context = context.With(
                key.Name,
                key.Value.ValueKind == JsonValueKind.Array
                    ? [.. key.Value.EnumerateArray().Select(v => v.GetString()!)]
                    : [key.Value.GetString()!]
            );
        return context;
    }

    static Principal Caller(JsonElement caller)
    {
        var kind = caller.EnumerateObject().First();
        var value = kind.Value.GetString()!;
        var principal = kind.Name switch
        {
            "user" => Principal.User(value, "AIDAUSERUSERUSERUSER"),
            "role" => Principal.RoleSession(value, "AROAROLEROLEROLEROLE", caller.GetProperty("session").GetString()!),
            "root" => Principal.Root(value),
            "federatedUser" => Principal.FederatedUser(value, caller.GetProperty("session").GetString()!),
            "service" => Principal.Service(value),
            "webIdentity" => Principal.WebIdentity(value, "subject"),
            "anonymous" => Principal.Anonymous,
            _ => throw new InvalidOperationException($"No caller {kind.Name}."),
        };
        if (caller.TryGetProperty("tags", out var tags))
            principal = principal with
            {
                Tags = tags.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!),
            };
        if (caller.TryGetProperty("organization", out var organization))
            principal = principal with { OrganizationId = organization.GetString() };
        return principal;
    }

    JsonElement? FindPolicies(string kind)
    {
        foreach (var element in new[] { own, given })
            if (
                element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("policies", out var policies)
                && policies.TryGetProperty(kind, out var found)
            )
                return found.ValueKind == JsonValueKind.Null ? null : found;
        return null;
    }

    Policy? One(string name, PolicyKind kind) => FindPolicies(name) is { } json ? Parse(name, kind, json) : null;

    List<Policy> List(string name, PolicyKind kind) =>
        FindPolicies(name) is { } json
            ? [.. json.EnumerateArray().Select((p, i) => Parse(i == 0 ? name : $"{name}{i + 1}", kind, p))]
            : [];

    List<IReadOnlyList<Policy>> Levels() =>
        FindPolicies("serviceControl") is { } json
            ?
            [
                .. json.EnumerateArray()
                    .Select((level, i) => (IReadOnlyList<Policy>)[.. level.EnumerateArray().Select(Parsed(i))]),
            ]
            : [];

    static Func<JsonElement, int, Policy> Parsed(int level) =>
        (policy, i) => Parse($"level{level + 1}{(i == 0 ? "" : $".{i + 1}")}", PolicyKind.ServiceControl, policy);

    /// <summary>A document, a statement, a list of statements, or the ARN of a managed policy.</summary>
    static Policy Parse(string name, PolicyKind kind, JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => ManagedPolicyCatalog.Find(json.GetString()!)!.ToPolicy() with
            {
                Name = name,
                Kind = kind,
            },
            JsonValueKind.Object when json.TryGetProperty("Statement", out _) => Policy.Parse(
                name,
                kind,
                json.GetRawText()
            ),
            _ => Policy.Parse(name, kind, $$"""{ "Version": "2012-10-17", "Statement": {{json.GetRawText()}} }"""),
        };
}
