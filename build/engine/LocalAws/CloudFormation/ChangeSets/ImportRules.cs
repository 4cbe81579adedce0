using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>What a change set of type IMPORT may be: imports of resources that nobody loses, and no other change.</summary>
static class ImportRules
{
    public static void Check(Template template, IReadOnlyList<ResourceToImport> imports)
    {
        if (imports.Count == 0)
            throw new TemplateException("You must specify ResourcesToImport when ChangeSetType is IMPORT");
        var strangers = imports.Where(import => !template.Resources.ContainsKey(import.LogicalId)).ToList();
        if (strangers.Count > 0)
            throw new TemplateException(
                $"The following resources to import {List(strangers)} are not in the template."
            );
        var unprotected = imports.Where(i => template.Resources[i.LogicalId].DeletionPolicy is null).ToList();
        if (unprotected.Count > 0)
            throw new TemplateException(
                $"The following resources to import {List(unprotected)} must have DeletionPolicy attribute specified in the template."
            );
        var mistyped = imports.FirstOrDefault(i => template.Resources[i.LogicalId].Type != i.Type);
        if (mistyped is not null)
            throw new TemplateException(
                $"Resource [{mistyped.LogicalId}] is of type {template.Resources[mistyped.LogicalId].Type} in the template, not {mistyped.Type}."
            );
    }

    public static void CheckPlan(Plan plan)
    {
        var added = plan.Changes.Where(change => change.Action == "Add").Select(change => change.LogicalId).ToList();
        if (added.Count > 0)
            throw new TemplateException(
                $"Resources [{string.Join(", ", added)}] is missing from ResourceToImport list"
            );
        if (plan.OutputsChanged)
            throw new TemplateException("As part of the import operation, you cannot modify or add [Outputs]");
        var others = plan
            .Changes.Where(change => change.Action != "Import")
            .Select(change => change.LogicalId)
            .ToList();
        if (others.Count > 0)
            throw new TemplateException(
                $"You have modified resources [{string.Join(", ", others)}] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations."
            );
    }

    static string List(IEnumerable<ResourceToImport> imports) =>
        $"[{string.Join(", ", imports.Select(import => import.LogicalId))}]";
}
