using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutations.Mutants;

/// <summary>Finds the faults that sources could have, and chooses some.</summary>
static class MutantFinder
{
    /// <summary>All faults of a file.</summary>
    /// <param name="file">Its path from the repository's root.</param>
    /// <param name="text">Its text.</param>
    public static IEnumerable<Mutant> InFile(string file, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));
        foreach (var node in tree.GetRoot().DescendantNodes(one => !IsConstant(one)))
        {
            if (IsConstant(node) || MutantKinds.Of(node) is not var (kind, replaced, code, words))
                continue;
            var line = tree.GetLineSpan(replaced.Span).StartLinePosition.Line + 1;
            var shown = $"{OnOneLine(replaced.ToString())} -> {words}";
            yield return new Mutant(file, line, kind, replaced.Span, Lines(code, replaced), shown);
        }
    }

    /// <summary>That many of them, none within another, each kind as often as there are faults of it.</summary>
    public static IReadOnlyList<Mutant> Choose(IEnumerable<Mutant> all, int count, Random random)
    {
        var left = all.GroupBy(mutant => mutant.Kind)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => new Stack<Mutant>(Shuffled([.. kind], random)))
            .ToList();
        var chosen = new List<Mutant>();
        while (chosen.Count < count && left.Count > 0)
        {
            var kind = left[random.Next(left.Count)];
            if (!kind.TryPop(out var mutant))
                left.Remove(kind);
            else if (!chosen.Any(mutant.Overlaps))
                chosen.Add(mutant with { Id = chosen.Count + 1 });
        }
        return chosen;
    }

    /// <summary>Those of which a report says that nobody noticed them; they may be on other lines now.</summary>
    public static IReadOnlyList<Mutant> Again(IEnumerable<Mutant> all, string report)
    {
        var unnoticed = report
            .Split('\n')
            .Where(line =>
                line.Contains(" Survived ", StringComparison.Ordinal)
                || line.Contains(" NotReached ", StringComparison.Ordinal)
            )
            .ToList();
        var chosen = new List<Mutant>();
        foreach (var mutant in all)
            if (unnoticed.Any(line => IsOf(line, mutant)) && !chosen.Any(mutant.Overlaps))
                chosen.Add(mutant with { Id = chosen.Count + 1 });
        return chosen;
    }

    static bool IsOf(string line, Mutant mutant) =>
        line.Contains($" {mutant.Kind} {mutant.File}:", StringComparison.Ordinal)
        && line.Contains($": {mutant.Words} (", StringComparison.Ordinal);

    static Mutant[] Shuffled(Mutant[] mutants, Random random)
    {
        random.Shuffle(mutants);
        return mutants;
    }

    /// <summary>Where the compiler wants a constant, or nothing is executed.</summary>
    static bool IsConstant(SyntaxNode node) =>
        node switch
        {
            AttributeListSyntax or PatternSyntax or SwitchLabelSyntax or ParameterListSyntax => true,
            EnumDeclarationSyntax or LocalDeclarationStatementSyntax { IsConst: true } => true,
            FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
            _ => false,
        };

    /// <summary>A mutant has as many lines as what it replaces: the compiler tells its errors by line.</summary>
    static string Lines(string code, SyntaxNode replaced)
    {
        var lines = replaced.ToString().Count(one => one == '\n');
        return code.Count(one => one == '\n') == lines ? code : code.Replace('\n', ' ') + new string('\n', lines);
    }

    static string OnOneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 90 ? line : line[..89] + "…";
    }
}
