using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Iam;

namespace Build.Tests.Iam;

public class WildcardPatternProperties
{
    static readonly Arbitrary<string> Text = Of("ab:/");
    static readonly Arbitrary<string> Pattern = Of("ab:/**??");

    [Property(MaxTest = 2000)]
    public Property ConditionLike_AnyPatternAndText_AgreesWithNaiveReference() =>
        Prop.ForAll(Pattern, Text, (pattern, text) => Like(pattern, text) == NaiveLike(pattern, text));

    [Property(MaxTest = 2000)]
    public Property Resource_AnyPatternAndText_AgreesWithNaiveReference() =>
        Prop.ForAll(Pattern, Text, (pattern, text) => Resource(pattern, text) == NaiveResource(pattern, text));

    [Property(MaxTest = 500)]
    public Property Action_AnyCase_Matches() =>
        Prop.ForAll(Of("abXY"), name => Allows($"s3:x{name}", $"S3:X{name.ToUpperInvariant()}"));

    static bool Like(string pattern, string text)
    {
        var policy = Policy(
            $$"""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringLike": { "x:y": "{{pattern}}" } } }"""
        );
        return Evaluate(policy, "s3:x", "*", RequestContext.Empty.With("x:y", text));
    }

    static bool Resource(string pattern, string text) =>
        Evaluate(
            Policy($$"""{ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:{{pattern}}:1:r" }"""),
            "s3:x",
            $"arn:aws:sqs:{text}:1:r",
            RequestContext.Empty
        );

    static bool Allows(string pattern, string action) =>
        Evaluate(
            Policy($$"""{ "Effect": "Allow", "Action": "{{pattern}}", "Resource": "*" }"""),
            action,
            "*",
            RequestContext.Empty
        );

    static Policy Policy(string statement) =>
        new(
            "p",
            PolicyKind.Resource,
            PolicyDocument.Parse(
                $$"""{ "Version": "2012-10-17", "Statement": {{statement.Insert(1, "\"Principal\": \"*\",")}} }""",
                PolicyKind.Resource
            )
        );

    static bool Evaluate(Policy policy, string action, string resource, RequestContext context) =>
        PolicyEvaluator
            .Evaluate(
                new AccessRequest(Principal.Anonymous, action, resource) { Context = context },
                new Policies { Resource = policy }
            )
            .IsAllowed;

    static bool NaiveLike(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0] == '*')
            return NaiveLike(pattern[1..], text) || (!text.IsEmpty && NaiveLike(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0] == '?' || pattern[0] == text[0]) && NaiveLike(pattern[1..], text[1..]);
    }

    static bool NaiveResource(string pattern, string text)
    {
        var whole = $"arn:aws:sqs:{pattern}:1:r";
        return NaiveResource(whole, 0, $"arn:aws:sqs:{text}:1:r");
    }

    /// <summary>By the documented rule, read from the pattern as it is written: where each wildcard stands decides.</summary>
    static bool NaiveResource(string pattern, int at, ReadOnlySpan<char> text)
    {
        if (at == pattern.Length)
            return text.IsEmpty;
        var isFree = pattern[..at].Count(c => c == ':') >= 5;
        var endsSegment = at + 1 == pattern.Length || pattern[at + 1] == ':';
        if (pattern[at] == '*')
            return NaiveResource(pattern, at + 1, text)
                || (
                    !text.IsEmpty && (isFree || endsSegment || text[0] != ':') && NaiveResource(pattern, at, text[1..])
                );
        if (text.IsEmpty)
            return false;
        var fits = pattern[at] == '?' ? isFree || text[0] != ':' : pattern[at] == text[0];
        return fits && NaiveResource(pattern, at + 1, text[1..]);
    }

    static Arbitrary<string> Of(string alphabet) =>
        Gen.Choose(0, 12)
            .SelectMany(length => Gen.Elements(alphabet.ToCharArray()).ArrayOf(length))
            .Select(chars => new string(chars))
            .ToArbitrary();
}
