using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Parameters;

/// <summary>Checks a template's Rules section against the parameters.</summary>
public static class RuleCheck
{
    public static void Check(Evaluator evaluator)
    {
        foreach (var rule in evaluator.Scope.Template.Rules.Values)
        {
            if (rule.Condition is not null && evaluator.EvaluateBoolean(rule.Condition) != true)
                continue;
            var failed = rule.Assertions.FirstOrDefault(assertion =>
                evaluator.EvaluateBoolean(assertion.Assert) == false
            );
            if (failed is not null)
                throw new TemplateException(
                    $"Template constraint violated: {failed.Description ?? $"Rule {rule.Name} assertion failed"}"
                );
        }
    }
}
