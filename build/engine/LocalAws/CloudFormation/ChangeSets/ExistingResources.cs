using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>Finds resources that exist under the names that a template gives, for change sets that import them by themselves.</summary>
sealed class ExistingResources(CloudFormationEnvironment environment, Stack stack, Caller caller)
{
    readonly NamesInUse _names = new(environment, stack, caller);
    readonly List<string> _unprotected = [];

    public ResourceToImport? Find(ResourceDeclaration declaration, ResourceInstance desired)
    {
        if (_names.Find(declaration, desired) is not { } used)
            return null;
        if (declaration.DeletionPolicy is not ("Retain" or "RetainExceptOnCreate"))
            _unprotected.Add($"{declaration.LogicalId} ({{{used.Property}={used.Name}}})");
        return new ResourceToImport(
            declaration.LogicalId,
            declaration.Type,
            new Dictionary<string, string> { [used.Property] = used.Identifier }
        );
    }

    /// <summary>Throws when something would be imported that its stack's deletion would delete.</summary>
    public void RequireRetention()
    {
        if (_unprotected.Count > 0)
            throw new TemplateException(
                $"CloudFormation is attempting to import some resources because they already exist in your account. The resources must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate' in the template for successful import. The affected resources are {string.Join(", ", _unprotected.Distinct())}"
            );
    }
}
