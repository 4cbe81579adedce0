namespace Iam.Matching;

/// <summary>How wildcards reach in ARNs: by segment, a segment being what stands between colons.</summary>
static class ArnPattern
{
    const int Fields = 6;

    /// <summary>
    /// In a Resource element a wildcard keeps to its segment, except an asterisk that ends the segment, which reaches
    /// beyond the colon (IAM User Guide, "IAM JSON policy elements: Resource"). The resource part is one segment.
    /// </summary>
    public static string RestrictToSegments(string tokens) =>
        tokens.AsSpan().IndexOfAny(Wildcard.Any, Wildcard.One) < 0
            ? tokens
            : string.Create(tokens.Length, tokens, static (span, source) => Restrict(span, source));

    /// <summary>
    /// The place after the fifth colon, from which on the resource part stands; 0 in what is no ARN. The colon of a
    /// variable's name is not one of the ARN's.
    /// </summary>
    public static int StartOfResourcePart(string arn)
    {
        var colons = 0;
        var inVariable = false;
        for (var i = 0; i < arn.Length; i++)
        {
            if (arn[i] == '{' && i > 0 && arn[i - 1] == '$')
                inVariable = true;
            else if (arn[i] == '}')
                inVariable = false;
            else if (arn[i] == ':' && !inVariable && ++colons == Fields - 1)
                return i + 1;
        }
        return 0;
    }

    static void Restrict(Span<char> target, string source)
    {
        var field = 1;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == ':')
                field++;
            var endsSegment = i + 1 == source.Length || source[i + 1] == ':';
            target[i] =
                field >= Fields ? c
                : c == Wildcard.One ? Wildcard.OneWithinSegment
                : c == Wildcard.Any && !endsSegment ? Wildcard.AnyWithinSegment
                : c;
        }
    }
}
