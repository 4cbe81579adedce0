using Iam;
using LocalAws.Protocol;

namespace LocalAws.Shapes;

/// <summary>
/// Stands before every operation, in each protocol: what a request gives and the operation does not act on is refused by
/// name, and values are held to what the service's model says of them.
/// </summary>
static class RequestGuard
{
    /// <summary>Checks a request; the same with the condition keys that it answers.</summary>
    public static AwsRequest Checked(AwsRequest request, string operation, Func<Shape, Given.Structure> read) =>
        request.Giving(Check(request.Service, operation, read));

    /// <summary>Checks what a request gives; the condition keys that it answers.</summary>
    public static RequestContext Check(string service, string operation, Func<Shape, Given.Structure> read)
    {
        if (ActedMembers.Of(service) is not { } acted || ServiceShapes.Of(service)?.Find(operation) is not { } shape)
            return RequestContext.Empty;
        if (shape.Input is not { } input)
            return RequestContext.Empty;
        var given = read(input);
        Check(GuardWords.Of(service), operation, given, input, acted.GetValueOrDefault(operation) ?? new());
        return RequestKeys.Of(service, operation, given);
    }

    /// <summary>Refuses what is given and not acted on, then what does not satisfy its constraints.</summary>
    static void Check(GuardWords words, string operation, Given.Structure given, Shape input, ActedMembers acted)
    {
        if (words.Unknown is { } code && given.Unknown is [var unknown, ..])
            throw new AwsException(code, $"The parameter {unknown} is not recognized");
        var refused = new List<string>();
        Find(given, acted, "", refused);
        if (refused.Count > 0)
            throw words.NotActed(operation, refused);
        if (words.ChecksValues && Constraints.Check(given, input) is { Count: > 0 } violations)
            throw words.Invalid(violations);
        if (words.ChecksValues && given.Members.Any(member => HasDuplicates(member.Member, member.Value, words)))
            throw new AwsException(words.DuplicateTags.Code, words.DuplicateTags.Message);
    }

    /// <summary>Whether two of the tags that a member gives have the same key, in whichever case the service calls it.</summary>
    static bool HasDuplicates(ShapeMember member, Given value, GuardWords words)
    {
        if (!member.Name.Equals("Tags", StringComparison.OrdinalIgnoreCase) || value is not Given.List tags)
            return false;
        var keys = tags
            .Items.OfType<Given.Structure>()
            .Select(tag => tag.Members.FirstOrDefault(part => IsKey(part.Member.Name)).Value?.ToString())
            .ToList();
        var comparer = words.TagsIgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return keys.Distinct(comparer).Count() < keys.Count;
    }

    static bool IsKey(string name) => name is "Key" or "key" or "TagKey";

    static void Find(Given given, ActedMembers acted, string path, List<string> refused)
    {
        if (given is Given.List list)
        {
            foreach (var item in list.Items)
                Find(item, acted, path, refused);
        }
        if (given is not Given.Structure structure)
            return;
        foreach (var (member, value) in structure.Members)
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!acted.Members.TryGetValue(member.Name, out var below))
            {
                if (!value.IsNothing && !refused.Contains(at))
                    refused.Add(at);
            }
            else if (below.Values.Count > 0 && !below.Values.Contains(value.ToString()))
            {
                refused.Add($"{at}={value}");
            }
            else if (!below.IsWhole)
            {
                Find(value, below, at, refused);
            }
        }
    }
}
