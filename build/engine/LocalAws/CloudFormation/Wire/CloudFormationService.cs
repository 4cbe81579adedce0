using System.Xml.Linq;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Wire;

/// <summary>CloudFormation over the Query protocol.</summary>
static class CloudFormationService
{
    public static IAwsService Create(CloudFormationOperations operations)
    {
        var drifts = DriftActions.All(request => operations.Drifts(request.Caller, request.Region));
        return new QueryService(
            "http://cloudformation.amazonaws.com/doc/2010-05-15/",
            new Dictionary<string, QueryOperation>(StringComparer.Ordinal)
            {
                ["CreateStack"] = async (request, form, stop) =>
                    StackId(await Commands(request).CreateAsync(new QueryReader(form).Stack(), stop)),
                ["UpdateStack"] = async (request, form, stop) =>
                    StackId(await Commands(request).UpdateAsync(new QueryReader(form).Stack(), stop)),
                ["DeleteStack"] = (request, form, _) => DeleteStackAsync(Commands(request), new QueryReader(form)),
                ["CancelUpdateStack"] = async (request, form, _) =>
                {
                    await Commands(request).CancelUpdateAsync(new QueryReader(form).Required("StackName"));
                    return null;
                },
                ["ContinueUpdateRollback"] = Reading(
                    (request, reader) =>
                    {
                        Commands(request)
                            .ContinueRollback(
                                reader.Required("StackName"),
                                reader.Texts("ResourcesToSkip") ?? [],
                                reader.Optional("RoleARN"),
                                reader.Optional("ClientRequestToken")
                            );
                        return new XElement("Result");
                    }
                ),
                ["RollbackStack"] = Reading(
                    (request, reader) =>
                        StackId(
                            Commands(request)
                                .RollBack(
                                    reader.Required("StackName"),
                                    reader.Optional("RoleARN"),
                                    reader.Optional("ClientRequestToken")
                                )
                        )
                ),
                ["SignalResource"] = Reading(
                    (request, reader) =>
                    {
                        Commands(request)
                            .Signal(
                                reader.Required("StackName"),
                                reader.Required("LogicalResourceId"),
                                reader.Required("UniqueId"),
                                reader.Required("Status")
                            );
                        return null;
                    }
                ),
                ["UpdateTerminationProtection"] = Reading(
                    (request, reader) =>
                        StackId(
                            Commands(request)
                                .SetTerminationProtection(
                                    reader.Required("StackName"),
                                    reader.Flag("EnableTerminationProtection")
                                )
                        )
                ),
                ["SetStackPolicy"] = async (request, form, stop) =>
                {
                    var reader = new QueryReader(form);
                    await Commands(request)
                        .SetPolicyAsync(
                            reader.Required("StackName"),
                            reader.Optional("StackPolicyBody"),
                            reader.Optional("StackPolicyURL"),
                            stop
                        );
                    return null;
                },
                ["CreateChangeSet"] = async (request, form, stop) =>
                {
                    var changeSet = await Sets(request).CreateAsync(new QueryReader(form).ChangeSet(), stop);
                    return new XElement(
                        "Result",
                        new XElement("Id", changeSet.Id),
                        new XElement("StackId", changeSet.StackId)
                    );
                },
                ["DescribeChangeSet"] = Reading(
                    (request, reader) =>
                    {
                        var set = Sets(request)
                            .Get(
                                reader.Optional("StackName"),
                                reader.Required("ChangeSetName"),
                                "cloudformation:DescribeChangeSet"
                            );
                        return ChangeSetXml.Describe(set, reader.Flag("IncludePropertyValues"));
                    }
                ),
                ["DescribeChangeSetHooks"] = Reading(
                    (request, reader) =>
                    {
                        var set = Sets(request)
                            .Get(
                                reader.Optional("StackName"),
                                reader.Required("ChangeSetName"),
                                "cloudformation:DescribeChangeSetHooks"
                            );
                        return new XElement(
                            "Result",
                            new XElement("ChangeSetId", set.Id),
                            new XElement("ChangeSetName", set.Name),
                            new XElement("Hooks"),
                            new XElement("Status", "UNAVAILABLE"),
                            new XElement("StackId", set.StackId),
                            new XElement("StackName", set.StackName)
                        );
                    }
                ),
                ["DescribeEvents"] = Reading(EventActions.Describe(Queries, Sets)),
                ["ListHookResults"] = Reading(EventActions.HookResults(Sets)),
                ["ListChangeSets"] = Reading(
                    (request, reader) =>
                        new XElement(
                            "Result",
                            Xml.List(
                                "Summaries",
                                Sets(request).List(reader.Required("StackName")),
                                ChangeSetXml.Summary
                            )
                        )
                ),
                ["ExecuteChangeSet"] = Reading(
                    (request, reader) =>
                    {
                        Sets(request)
                            .Execute(
                                reader.Optional("StackName"),
                                reader.Required("ChangeSetName"),
                                reader.Flag("DisableRollback"),
                                reader.Optional("ClientRequestToken")
                            );
                        return new XElement("Result");
                    }
                ),
                ["DeleteChangeSet"] = Reading(
                    (request, reader) =>
                    {
                        Sets(request).Delete(reader.Optional("StackName"), reader.Required("ChangeSetName"));
                        return new XElement("Result");
                    }
                ),
                ["DescribeStacks"] = Reading(
                    (request, reader) =>
                    {
                        var page = Queries(request)
                            .Describe(reader.Optional("StackName"), reader.Optional("NextToken"));
                        return Paged(Xml.List("Stacks", page.Items, StackXml.Stack), page.NextToken);
                    }
                ),
                ["ListStacks"] = Reading(
                    (request, reader) =>
                    {
                        var page = Queries(request)
                            .List(reader.Texts("StackStatusFilter") ?? [], reader.Optional("NextToken"));
                        return Paged(Xml.List("StackSummaries", page.Items, StackXml.Summary), page.NextToken);
                    }
                ),
                ["DescribeStackEvents"] = Reading(
                    (request, reader) =>
                    {
                        var (stack, page) = Queries(request)
                            .Events(reader.Required("StackName"), reader.Optional("NextToken"));
                        return Paged(
                            Xml.List("StackEvents", page.Items, happening => StackXml.Event(stack, happening)),
                            page.NextToken
                        );
                    }
                ),
                ["DescribeStackResources"] = Reading(ReadActions.DescribeResources(Queries)),
                ["DescribeStackResource"] = Reading(ReadActions.DescribeResource(Queries)),
                ["ListStackResources"] = Reading(ReadActions.ListResources(Queries)),
                ["ListExports"] = Reading(ReadActions.ListExports(Queries)),
                ["ListImports"] = Reading(ReadActions.ListImports(Queries)),
                ["GetStackPolicy"] = Reading(
                    (request, reader) =>
                        new XElement(
                            "Result",
                            Xml.Text("StackPolicyBody", Queries(request).PolicyOf(reader.Required("StackName")))
                        )
                ),
                ["GetTemplate"] = Reading(
                    (request, reader) =>
                        new XElement(
                            "Result",
                            Xml.Text(
                                "TemplateBody",
                                AsciiText.Of(
                                    Queries(request)
                                        .TemplateOf(
                                            reader.Optional("StackName") ?? "",
                                            reader.Optional("ChangeSetName"),
                                            reader.Optional("TemplateStage") == "Original",
                                            Sets(request)
                                        )
                                )
                            ),
                            Xml.Texts("StagesAvailable", ["Original", "Processed"])
                        )
                ),
                ["GetTemplateSummary"] = async (request, form, stop) =>
                    TemplateXml.Summary(
                        await Queries(request)
                            .ReadTemplateAsync(TemplateInput(form), "cloudformation:GetTemplateSummary", stop)
                    ),
                ["ValidateTemplate"] = async (request, form, stop) =>
                    TemplateXml.Validation(
                        await Queries(request)
                            .ReadTemplateAsync(TemplateInput(form), "cloudformation:ValidateTemplate", stop)
                    ),
            }
                .Concat(drifts.Select(action => KeyValuePair.Create(action.Key, Reading(action.Value))))
                .ToDictionary(action => action.Key, action => Guarded(action.Value), StringComparer.Ordinal)
        );

        StackCommands Commands(AwsRequest request) => operations.Commands(request.Caller, request.Region);

        ChangeSetCommands Sets(AwsRequest request) => operations.ChangeSets(request.Caller, request.Region);

        StackQueries Queries(AwsRequest request) => operations.Queries(request.Caller, request.Region);
    }

    static QueryOperation Reading(Func<AwsRequest, QueryReader, XElement?> read) =>
        (request, form, _) => Task.FromResult(read(request, new QueryReader(form)));

    /// <summary>What is wrong with a template or its parameters is a ValidationError, whatever found it.</summary>
    static QueryOperation Guarded(QueryOperation operation) =>
        async (request, form, stop) =>
        {
            try
            {
                return await operation(request, form, stop);
            }
            catch (TemplateException error)
            {
                throw Problems.Validation(error.Message);
            }
        };

    static XElement StackId(string id) => new("Result", new XElement("StackId", id));

    internal static XElement Paged(XElement list, string? nextToken) =>
        new("Result", list, Xml.Text("NextToken", nextToken));

    static StackInput TemplateInput(QueryPairs form)
    {
        var reader = new QueryReader(form);
        return new StackInput
        {
            StackName = reader.Optional("StackName") ?? "",
            TemplateBody = reader.Optional("TemplateBody"),
            TemplateUrl = reader.Optional("TemplateURL"),
        };
    }

    static async Task<XElement?> DeleteStackAsync(StackCommands commands, QueryReader reader)
    {
        await commands.DeleteAsync(
            reader.Required("StackName"),
            reader.Optional("RoleARN"),
            reader.Texts("RetainResources") ?? [],
            reader.Optional("DeletionMode"),
            reader.Optional("ClientRequestToken")
        );
        return null;
    }
}
