using System.Text;
using AwsCatalog.Actions;
using AwsCatalog.Principals;
using Iam;
using Iam.Matching;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Documents;

/// <summary>
/// Holds a policy against what its service knows: the grammar, who its principals are, and, out of the Service Authorization
/// Reference, its actions with the resources and condition keys that they have.
/// </summary>
sealed class DocumentCheck
{
    readonly DocumentOwner _owner;
    readonly ServiceActions _service;
    readonly Authorizer _authorizer;

    DocumentCheck(DocumentOwner owner, Authorizer authorizer) =>
        (_owner, _service, _authorizer) = (owner, ActionCatalog.Service(owner.Service)!, authorizer);

    /// <summary>The document, or the service's error where it does not take it.</summary>
    public static PolicyDocument Run(DocumentOwner owner, Authorizer authorizer, string text)
    {
        try
        {
            return new DocumentCheck(owner, authorizer).Check(text);
        }
        catch (DocumentException refused)
        {
            throw owner.Refusal(refused);
        }
    }

    PolicyDocument Check(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > _owner.Largest)
            throw new DocumentException(DocumentFault.TooLarge, $"{_owner.Largest}");
        var document = Parse(text);
        foreach (var statement in document.Statements)
            CheckServices(statement);
        if (_authorizer.MissingPrincipalOf(document) is { } missing)
            throw new DocumentException(DocumentFault.UnknownPrincipal, $"\"AWS\":\"{missing}\"");
        foreach (var statement in document.Statements)
            CheckWhat(statement);
        return document;
    }

    PolicyDocument Parse(string text)
    {
        try
        {
            return PolicyDocument.Parse(text, _owner.Kind);
        }
        catch (PolicyDocumentException malformed)
        {
            var mistake = malformed.Mistakes[0];
            throw new DocumentException(DocumentFault.Malformed, mistake.Subject, mistake);
        }
    }

    static void CheckServices(PolicyStatement statement)
    {
        foreach (var (type, name) in statement.NamedPrincipals)
            if (type == "Service" && !ServicePrincipals.Exists(name))
                throw new DocumentException(DocumentFault.UnknownPrincipal, $"\"SERVICE\":\"{name}\"");
    }

    void CheckWhat(PolicyStatement statement)
    {
        var types = TypesOf(statement);
        var actions = new List<ActionDescription>();
        foreach (var action in statement.Actions)
        {
            var meant = Meant(action);
            if (meant.Count == 0 && _owner.ChecksEachAction)
                throw new DocumentException(DocumentFault.UnknownAction, action);
            if (types is not null && !statement.ExceptsActions && !meant.Any(one => IsOnOneOf(one, types)))
                throw new DocumentException(DocumentFault.ActionWithoutResource, action);
            actions.AddRange(meant);
        }
        if (actions.Count == 0)
            throw new DocumentException(DocumentFault.UnknownAction, statement.Actions[0]);
        if (_owner.ChecksKeys)
            CheckKeys(statement, actions);
    }

    /// <summary>The types of the statement's resources; null where they are not looked at.</summary>
    List<string>? TypesOf(PolicyStatement statement)
    {
        if (_owner.TypesOf is not { } typesOf)
            return null;
        var types = new List<string>();
        foreach (var resource in statement.Resources)
        {
            var ofResource = typesOf(resource);
            if (ofResource.Count == 0)
                throw new DocumentException(DocumentFault.ForeignResource, resource);
            types.AddRange(ofResource);
        }
        return statement.ExceptsResources ? null : types;
    }

    /// <summary>The service's actions that a pattern of a statement means.</summary>
    List<ActionDescription> Meant(string action)
    {
        var pattern = WildcardPattern.Parse(action, ignoreCase: true);
        return [.. _service.Actions.Where(known => pattern.IsMatch(known.Name))];
    }

    static bool IsOnOneOf(ActionDescription action, List<string> types) =>
        action.Resources.Any(type => types.Contains(type));

    void CheckKeys(PolicyStatement statement, List<ActionDescription> actions)
    {
        var keys = statement.ConditionKeys.ToList();
        var forbidden = keys.Where(key => _owner.ForbiddenKeys.Any(known => Names(known, key)));
        var refused = forbidden.ToList();
        if (refused.Count > 0)
            throw new DocumentException(DocumentFault.UnknownConditionKey, string.Join(", ", refused));
        foreach (var key in keys)
            CheckKey(key, statement, actions);
    }

    /// <summary>Of the keys of another service, and of those that all services have, nobody but IAM knows which there are.</summary>
    void CheckKey(string key, PolicyStatement statement, List<ActionDescription> actions)
    {
        // Keys are the same in any case.
        var prefix = key.Split(':')[0].ToLowerInvariant();
        var isOwn = prefix.Equals(_owner.Service, StringComparison.OrdinalIgnoreCase);
        if (!isOwn && (prefix.Length == key.Length || !IsPrefix(prefix)))
            throw new DocumentException(DocumentFault.UnknownConditionKey, key);
        if (!isOwn)
            return;
        if (!_service.Actions.Any(action => Has(action, key)))
            throw new DocumentException(DocumentFault.UnknownConditionKey, key);
        if (!statement.ExceptsActions && !actions.Any(action => Has(action, key)))
            throw new DocumentException(DocumentFault.ConditionWithoutAction, key);
    }

    /// <summary>AWS's own keys, those of a service, and those of identity providers such as accounts.google.com.</summary>
    static bool IsPrefix(string prefix) =>
        prefix is "aws" or "saml"
        || prefix.Contains('.', StringComparison.Ordinal)
        || ActionCatalog.Service(prefix) is not null;

    bool Has(ActionDescription action, string key) =>
        action
            .ConditionKeys.Concat(action.Resources.SelectMany(type => _service.Resource(type)?.ConditionKeys ?? []))
            .Any(known => Names(known, key));

    /// <summary>A key of the catalogue may end in a variable, which stands for what policies write there, as the key of a tag.</summary>
    static bool Names(string known, string key) =>
        known.AsSpan().IndexOfAny('$', '<') is var variable and >= 0
            ? key.Length > variable && key.StartsWith(known[..variable], StringComparison.OrdinalIgnoreCase)
            : known.Equals(key, StringComparison.OrdinalIgnoreCase);
}
