using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mutations.Mutants;

/// <summary>
/// The kinds of faults, each as code that is right while the mutant is off. What cannot be compiled is dropped later, so
/// that no kind needs types.
/// </summary>
static class MutantKinds
{
    const string On = Mutant.Switch;

    static readonly Dictionary<SyntaxKind, string> Moved = new()
    {
        [SyntaxKind.LessThanExpression] = "<=",
        [SyntaxKind.LessThanOrEqualExpression] = "<",
        [SyntaxKind.GreaterThanExpression] = ">=",
        [SyntaxKind.GreaterThanOrEqualExpression] = ">",
    };

    static readonly Dictionary<string, string> Others = new()
    {
        ["First"] = "Last",
        ["FirstOrDefault"] = "LastOrDefault",
        ["Last"] = "First",
        ["LastOrDefault"] = "FirstOrDefault",
        ["All"] = "Any",
        ["Any"] = "All",
        ["Min"] = "Max",
        ["Max"] = "Min",
    };

    /// <summary>The fault that a node can have; null where it can have none.</summary>
    public static (string Kind, SyntaxNode Replaced, string Code, string Words)? Of(SyntaxNode node) =>
        node switch
        {
            IfStatementSyntax { Condition: var condition } when !DeclaresForElse(condition) => (
                "guard",
                condition,
                Never(condition),
                "never"
            ),
            WhileStatementSyntax { Condition: not LiteralExpressionSyntax and var condition } => (
                "loop",
                condition,
                Never(condition),
                "never"
            ),
            DoStatementSyntax { Condition: var condition } => ("loop", condition, Never(condition), "once"),
            ConditionalExpressionSyntax { Condition: var condition } when !Declares(condition) => (
                "condition",
                condition,
                Negated(condition),
                "negated"
            ),
            BinaryExpressionSyntax binary => OfBinary(binary),
            IsPatternExpressionSyntax when !Declares(node) => ("pattern", node, Negated(node), "negated"),
            LiteralExpressionSyntax literal when literal.Kind() is SyntaxKind.TrueLiteralExpression => (
                "constant",
                node,
                $"({On} ? false : true)",
                "false"
            ),
            LiteralExpressionSyntax literal when literal.Kind() is SyntaxKind.FalseLiteralExpression => (
                "constant",
                node,
                $"({On} ? true : false)",
                "true"
            ),
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax, Left: IdentifierNameSyntax } one
                when one.Right is not InitializerExpressionSyntax => (
                "member",
                one.Right,
                $"({On} ? default! : ({one.Right}))",
                "left out"
            ),
            ExpressionStatementSyntax statement when Called(statement) && !Declares(statement) => (
                "call",
                statement,
                $"{{ if (!{On}) {statement} }}",
                "left out"
            ),
            LambdaExpressionSyntax { ExpressionBody: { } body } when IsFilter(node) && !Declares(body) => (
                "filter",
                body,
                $"({On} || ({body}))",
                "takes all"
            ),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } invocation => OfInvocation(
                invocation,
                called
            ),
            _ => null,
        };

    static (string, SyntaxNode, string, string)? OfBinary(BinaryExpressionSyntax binary)
    {
        var (kind, left, right) = (binary.Kind(), binary.Left, binary.Right);
        if (Moved.TryGetValue(kind, out var moved) && !Declares(binary))
            return ("bound", binary, $"({On} ? {left} {moved} {right} : {binary})", moved);
        return kind switch
        {
            SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression when !Declares(binary) => (
                "equality",
                binary,
                Negated(binary),
                "negated"
            ),
            SyntaxKind.LogicalAndExpression when !Declares(right) => ("and", right, $"(({right}) || {On})", "left out"),
            SyntaxKind.LogicalOrExpression when !Declares(right) => ("or", right, $"(({right}) && !{On})", "left out"),
            SyntaxKind.CoalesceExpression when !Declares(binary) => (
                "coalesce",
                binary,
                $"({On} ? {right} : {binary})",
                "always the second"
            ),
            SyntaxKind.AddExpression
            or SyntaxKind.SubtractExpression when right.IsKind(SyntaxKind.NumericLiteralExpression) => (
                "offset",
                right,
                $"({On} ? 0 : {right})",
                "0"
            ),
            SyntaxKind.AddExpression when IsSeparator(right) => (
                "separator",
                right,
                $"({On} ? \"\" : {right})",
                "empty"
            ),
            _ => null,
        };
    }

    static (string, SyntaxNode, string, string)? OfInvocation(
        InvocationExpressionSyntax invocation,
        MemberAccessExpressionSyntax called
    )
    {
        var name = called.Name.Identifier.Text;
        if (!Others.TryGetValue(name, out var other) || Declares(invocation))
            return null;
        if (name == "Any" && invocation.ArgumentList.Arguments.Count == 0)
            return null;
        if (name.StartsWith("First", StringComparison.Ordinal) && LooksUpByKey(invocation))
            return null;
        var instead = $"{called.Expression}.{other}{invocation.ArgumentList}";
        return ("which", invocation, $"({On} ? {instead} : {invocation})", other);
    }

    /// <summary>What is looked up by its name is there once: the last is the first.</summary>
    static bool LooksUpByKey(InvocationExpressionSyntax invocation) =>
        invocation.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax { ExpressionBody: { } body } }]
        && body.IsKind(SyntaxKind.EqualsExpression);

    static string Never(SyntaxNode condition) => $"({condition}) && !{On}";

    static string Negated(SyntaxNode condition) => $"(({condition}) != {On})";

    /// <summary>Whether it declares a variable: the compiler has to see that it gets a value.</summary>
    static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf()
            .Any(one => one is VariableDesignationSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

    /// <summary>Whether it may declare a variable that has its value where the condition does not hold.</summary>
    static bool DeclaresForElse(SyntaxNode condition) =>
        Declares(condition)
        && condition
            .DescendantNodesAndSelf()
            .Any(one => one.IsKind(SyntaxKind.NotPattern) || one.IsKind(SyntaxKind.LogicalNotExpression));

    /// <summary>A call whose answer is not used; checks of arguments for null, which the compiler does before, aside.</summary>
    static bool Called(ExpressionStatementSyntax statement) =>
        statement.Expression switch
        {
            InvocationExpressionSyntax called => !called
                .ToString()
                .StartsWith("ArgumentNull", StringComparison.Ordinal),
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax } => true,
            _ => false,
        };

    static bool IsFilter(SyntaxNode lambda) =>
        lambda.Parent
            is ArgumentSyntax
            {
                Parent.Parent: InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Where" }
                }
            };

    static bool IsSeparator(ExpressionSyntax right) =>
        right is LiteralExpressionSyntax { Token.ValueText.Length: 1 or 2 }
        && right.IsKind(SyntaxKind.StringLiteralExpression);
}
