namespace LocalAws.CloudFormation.Templates;

/// <summary>What is referred to is a resource whose condition does not hold.</summary>
sealed class UnresolvedResourceException(string name)
    : TemplateException(
        $"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template"
    )
{
    /// <summary>The same, of an output.</summary>
    public TemplateException OfOutputs() =>
        new($"Unresolved resource dependencies [{name}] in the Outputs block of the template");
}
