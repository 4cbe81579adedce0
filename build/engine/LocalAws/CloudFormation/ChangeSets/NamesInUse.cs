using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>A resource that exists under the name that a template gives to another.</summary>
sealed record UsedName(string Property, string Name, string Identifier);

/// <summary>Finds resources that exist under the names that a template gives.</summary>
sealed class NamesInUse(CloudFormationEnvironment environment, Stack stack, Caller caller)
{
    /// <summary>Null where there is none, or where the name is known only when the resource is made.</summary>
    public UsedName? Find(ResourceDeclaration declaration, ResourceInstance desired)
    {
        var type = environment.Types.Of(declaration.Type);
        if (
            type.NameProperty is not { } property
            || desired.Properties.Text(property) is not { } name
            || Unknown.IsIn(desired.Properties[property])
            || name.Contains("{{resolve:", StringComparison.Ordinal)
        )
            return null;
        var request = new ResourceRequest
        {
            Services = environment.Services,
            Caller = caller,
            Stack = stack,
            LogicalId = declaration.LogicalId,
            Properties = desired.Properties,
        };
        return type.IdentifierOf(request) is { } identifier && type.Exists(request, identifier)
            ? new UsedName(property, name, identifier)
            : null;
    }
}
