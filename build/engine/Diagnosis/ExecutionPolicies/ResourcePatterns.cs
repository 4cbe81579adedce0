using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsCatalog.Actions;
using AwsCatalog.Names;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Diagnosis.Requirements;
using Diagnosis.Requirements.ResourceTypes;
using Diagnosis.Templates;
using Iam.Matching;

namespace Diagnosis.ExecutionPolicies;

/// <summary>What a policy names the resources by that an action is asked for on, as exactly as their names are known.</summary>
sealed partial class ResourcePatterns
{
    const string Gateway = "apigateway";

    /// <summary>More kinds of resources than so many, none of them the type's own, are named by what their ARNs have in common.</summary>
    const int MostOthers = 4;

    readonly StackTemplate stack;
    readonly ResourceSchema? schema;
    readonly JsonObject properties;
    readonly string name;
    readonly string? own;
    readonly bool isQualified;

    /// <param name="known">What is known of the type besides its schema; null: nothing.</param>
    public ResourcePatterns(
        StackTemplate stack,
        ResourceSchema? schema,
        ResourceType? known,
        string typeName,
        string logicalId,
        JsonObject properties
    )
    {
        (this.stack, this.schema, this.properties) = (stack, schema, properties);
        var property = known is not null ? known.NamedBy : schema?.NameProperty;
        name =
            property is not null && properties[property] is { } given ? ResourceNames.Of(given, stack).Pattern
            : known?.MadeUpName is { } form ? form.Replace("{id}", "*", StringComparison.Ordinal)
            : known is null && property is null ? "*"
            : GeneratedNames.Pattern(typeName, stack.Stack.Reference.StackName, logicalId);
        if (typeName.StartsWith("AWS::IAM::", StringComparison.Ordinal) && properties["Path"] is { } path)
            name = $"{ResourceNames.Of(path, stack).Pattern.Trim('/')}/{name}".TrimStart('/');
        isQualified = typeName is "AWS::Lambda::Version" or "AWS::Lambda::Alias";
        if (known is not null && known.Arn != "*")
            own = known.PatternOf(name, stack.Environment);
    }

    /// <summary>At least one; "*" for an action that takes no resource.</summary>
    public IReadOnlyList<string> Of(string action)
    {
        var patterns = PatternsOf(action);
        // A function's versions and aliases are asked for by its ARN or by theirs.
        return isQualified
            ? Narrow([.. patterns, .. patterns.Where(arn => !arn.EndsWith('*')).Select(arn => $"{arn}:*")])
            : patterns;
    }

    IReadOnlyList<string> PatternsOf(string action)
    {
        var parts = action.Split(':');
        var service = ActionCatalog.Service(parts[0]);
        if (service?.Find(parts[1]) is not { } description)
            return [own ?? "*"];
        if (description.Name == "iam:CreateServiceLinkedRole")
            return [$"arn:{stack.Environment.Partition}:iam::{stack.Environment.Account}:role/aws-service-role/*"];
        if (description.Resources.Count == 0)
            return ["*"];
        if (description.Name == "lambda:GetLayerVersion" && Layers() is { Count: > 0 } layers)
            return Narrow(layers);
        var found = description
            .Resources.Select(service.Resource)
            .OfType<ResourceDescription>()
            .SelectMany(resource => resource.ArnFormats.Select(format => (resource.Name, Format: format)))
            .ToList();
        var owns = found.Where(entry => IsOwn(entry.Name, entry.Format)).ToList();
        var others = found.Except(owns).ToList();
        if (parts[0] == Gateway && owns.Count > 0)
            return Narrow([.. owns.SelectMany(entry => OwnPatterns(entry.Format)).SelectMany(Below), Tags()]);
        if (owns.Count > 0 && (HandlerNeeds.IsRead(parts[1]) || HandlerNeeds.IsTagging(parts[1])))
            others = [];
        var patterns = owns.SelectMany(entry => OwnPatterns(entry.Format));
        return Narrow([.. patterns, .. Others(owns, others)]);
    }

    /// <summary>The layers that a function has, which may be other accounts'.</summary>
    List<string> Layers() =>
        [
            .. (properties["Layers"] as JsonArray ?? [])
                .OfType<JsonNode>()
                .Select(layer => ResourceNames.Of(layer, stack).Pattern)
                .Select(layer =>
                    layer.StartsWith("arn:", StringComparison.Ordinal)
                        ? layer
                        : $"arn:{stack.Environment.Partition}:lambda:{stack.Environment.Region}:{stack.Environment.Account}:layer:*:*"
                ),
        ];

    /// <summary>API Gateway's actions are HTTP's: on what is in a collection, and on what is in that.</summary>
    static string[] Below(string arn) => [arn, $"{arn}/*"];

    string Tags() => $"arn:{stack.Environment.Partition}:{Gateway}:{stack.Environment.Region}::/tags/*";

    bool IsOwn(string resource, string format) =>
        (own is not null && Fits(own, format))
        || (
            schema is not null
            && (resource.Replace("-", "", StringComparison.Ordinal) is var kind)
            && (IsKind(kind) || (format.Contains($":{Gateway}:", StringComparison.Ordinal) && IsKind(kind[..^1])))
        );

    bool IsKind(string name) => name.Equals(schema!.Name.Split("::")[^1], StringComparison.OrdinalIgnoreCase);

    IEnumerable<string> OwnPatterns(string format)
    {
        var filled = Filled(format, isOwn: true);
        var isNamedFurther = own?.StartsWith($"{filled}:", StringComparison.Ordinal) == true;
        // A log group is named with its streams by some actions, and without them by others.
        if (own is not null && (isNamedFurther || Fits(own, format)))
            yield return own;
        if (own is null || isNamedFurther || !Fits(own, format))
            yield return filled;
    }

    IEnumerable<string> Others(List<(string Name, string Format)> owns, List<(string Name, string Format)> all)
    {
        // What a function's versions and aliases are to the function: further resources of the same beginning.
        var kinds = owns.Select(entry => Fixed(entry.Format)).ToList();
        var others = all.Where(entry =>
                !kinds.Exists(kind => Fixed(entry.Format).StartsWith(kind, StringComparison.Ordinal))
            )
            .Select(entry => Filled(entry.Format, isOwn: false))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return others
            .GroupBy(arn => string.Join(':', arn.Split(':').Take(5)))
            .SelectMany(group =>
                owns.Count == 0 && group.Count() > MostOthers ? [$"{group.Key}:*"] : group.AsEnumerable()
            );
    }

    /// <summary>What a format begins with before its first variable of its own.</summary>
    static string Fixed(string format)
    {
        var resource = string.Join(':', format.Split(':').Skip(5));
        var start = resource.IndexOf("${", StringComparison.Ordinal);
        return format.Split(':')[2] + ':' + (start < 0 ? resource : resource[..start]);
    }

    string Filled(string format, bool isOwn)
    {
        var arn = ResourceArns.Fill(
            format,
            stack.Environment.Partition,
            stack.Environment.Region,
            stack.Environment.Account,
            (variable, isLast) =>
                isOwn
                && (schema is null ? isLast : ResourceArns.IsName(schema, format, variable, isLast))
                && !IsAnother(variable)
                    ? name
                    : Value(variable)
        );
        // Some formats are any service's: a policy names those by nothing.
        return arn.Split(':') is [_, not "*", not "*", _, _, ..]
            ? arn.Replace("//", "/", StringComparison.Ordinal)
            : "*";
    }

    /// <summary>Whether a property that does not name the resource has the variable's value.</summary>
    bool IsAnother(string variable) =>
        schema is not null
        && ResourceArns.PropertyOf(schema, variable) is { } property
        && property != schema.NameProperty
        && properties[property] is not null;

    /// <summary>The value of the property that a variable is named after; "*" where it is not known.</summary>
    string Value(string variable)
    {
        if (schema is null || ResourceArns.PropertyOf(schema, variable) is not { } property)
            return "*";
        if (properties[property] is not { } given)
            return property == schema.NameProperty ? name : "*";
        var pattern = ResourceArns.NameIn(ResourceNames.Of(given, stack).Pattern);
        return pattern.Length == 0 ? "*" : pattern;
    }

    /// <summary>Whether an ARN is one of a format; its last variable may have slashes in it.</summary>
    bool Fits(string arn, string format)
    {
        if (arn.EndsWith("/*", StringComparison.Ordinal) && WildcardPattern.Parse(arn).IsMatch(Plain(format)))
            return true;
        var count = Variable().Count(format);
        var seen = 0;
        var expression = Variable()
            .Replace(
                Regex.Escape(format).Replace("\\$\\{", "${", StringComparison.Ordinal),
                _ => ++seen == count ? "[^:]*" : "[^:/]*"
            );
        return Regex.IsMatch(arn, $"^{expression}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    string Plain(string format) =>
        ResourceArns.Fill(
            format,
            stack.Environment.Partition,
            stack.Environment.Region,
            stack.Environment.Account,
            (_, _) => "x"
        );

    /// <summary>Without what another pattern has in it.</summary>
    static IReadOnlyList<string> Narrow(IReadOnlyList<string> patterns)
    {
        var distinct = patterns.Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. distinct
                .Where(one => !distinct.Exists(other => other != one && WildcardPattern.Parse(other).IsMatch(one)))
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(@"\$\{[^}]+\}")]
    private static partial Regex Variable();
}
