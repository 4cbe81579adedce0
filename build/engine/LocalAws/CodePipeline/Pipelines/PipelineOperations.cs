using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline.Pipelines;

/// <summary>What CodePipeline does with pipelines.</summary>
sealed class PipelineOperations(AwsServices services, ExecutionRunner runner, ExecutionOperations executions)
{
    const string Service = "codepipeline.amazonaws.com";

    public PipelineRecords Records(Caller caller, string region) => new(services.World, caller.Account, region);

    /// <summary>Makes a pipeline, which starts its first execution.</summary>
    /// <param name="closed">Stages that nothing may enter, and why.</param>
    public Pipeline Create(
        Caller caller,
        string region,
        PipelineDefinition definition,
        IReadOnlyDictionary<string, string> tags,
        IReadOnlyDictionary<string, string> closed
    )
    {
        var arn = PipelineRecords.ArnOf(caller.Account, region, definition.Name);
        services.Authorizer.Demand(
            caller,
            new AccessQuestion("codepipeline:CreatePipeline", arn, region).WithRequestTags(tags)
        );
        if (tags.Count > 0)
            services.Authorizer.Demand(
                caller,
                new AccessQuestion("codepipeline:TagResource", arn, region).WithRequestTags(tags)
            );
        DefinitionCheck.Demand(definition, region);
        PassRoles(caller, region, definition, before: null);
        var records = Records(caller, region);
        foreach (var stage in closed.Keys)
            Demand(caller, region, "codepipeline:DisableStageTransition", $"{definition.Name}/{stage}");
        var now = records.Now;
        var pipeline = new Pipeline
        {
            Definition = definition with { Version = 1 },
            Arn = arn,
            Created = now,
            Updated = now,
            Tags = tags,
            Disabled = closed.ToDictionary(
                entry => entry.Key,
                entry => new DisabledTransition(entry.Value, caller.Arn, now),
                StringComparer.Ordinal
            ),
        };
        if (!records.TryAdd(pipeline))
            throw new AwsException(
                "PipelineNameInUseException",
                $"A pipeline with the name '{definition.Name}' already exists in account '{caller.Account}'"
            );
        executions.Begin(records, pipeline, "CreatePipeline", caller.Arn, new());
        return pipeline;
    }

    /// <summary>Changes a pipeline. Executions under way are cancelled: they cannot go on by a definition that is gone.</summary>
    public Pipeline Update(Caller caller, string region, PipelineDefinition definition)
    {
        var records = Demand(caller, region, "codepipeline:UpdatePipeline", definition.Name);
        var before = records.Get(definition.Name);
        var whole = definition.Unmasked(before.Definition);
        DefinitionCheck.Demand(whole, region);
        PassRoles(caller, region, whole, before.Definition);
        var changed = records.Pipelines.Update(
            definition.Name,
            found =>
                (found ?? before) with
                {
                    Definition = whole with { Version = (found ?? before).Definition.Version + 1 },
                    Updated = records.Now,
                }
        )!;
        records.Put(changed);
        foreach (var execution in records.ExecutionsOf(definition.Name).Where(execution => execution.IsActive))
        {
            records.End(
                execution,
                ExecutionStatus.Cancelled,
                ExecutionStatus.Cancelled,
                Abandon,
                "The pipeline's definition was updated before the pipeline execution could be completed."
            );
            runner.Abandon(execution);
        }
        return changed;
    }

    /// <summary>Deletes a pipeline with its history; one that does not exist is deleted already.</summary>
    public void Delete(Caller caller, string region, string name)
    {
        var records = Demand(caller, region, "codepipeline:DeletePipeline", name);
        foreach (var execution in records.ExecutionsOf(name).Where(execution => execution.IsActive))
        {
            records.End(execution, ExecutionStatus.Cancelled, ExecutionStatus.Cancelled, Abandon);
            runner.Abandon(execution);
        }
        records.Remove(name);
    }

    /// <summary>A pipeline, by a version of its definition or the present one.</summary>
    public Pipeline Get(Caller caller, string region, string name, int? version)
    {
        var records = Demand(caller, region, "codepipeline:GetPipeline", name);
        var pipeline = records.Get(name);
        if (version is not { } wanted)
            return pipeline;
        return records.Version(name, wanted) is { } definition
            ? pipeline with
            {
                Definition = definition,
            }
            : throw new AwsException(
                "PipelineVersionNotFoundException",
                $"Pipeline '{name}' does not have a version {wanted}"
            );
    }

    public IReadOnlyList<Pipeline> List(Caller caller, string region) =>
        Demand(caller, region, "codepipeline:ListPipelines", "*").Pipelines.All();

    /// <summary>Opens or closes the way into a stage.</summary>
    /// <param name="reason">Why it is closed, or null to open it.</param>
    public void SetTransition(Caller caller, string region, string name, string stage, string? reason)
    {
        var action = reason is null ? "codepipeline:EnableStageTransition" : "codepipeline:DisableStageTransition";
        var records = Demand(caller, region, action, $"{name}/{stage}");
        if (records.Get(name).Definition.Stages.All(known => known.Name != stage))
            throw Problems.NoStage(name, stage);
        records.Pipelines.Update(
            name,
            found =>
            {
                var disabled = found!.Disabled.Where(entry => entry.Key != stage).ToDictionary();
                if (reason is not null)
                    disabled[stage] = new(reason, caller.Arn, records.Now);
                return found with { Disabled = disabled };
            }
        );
        if (reason is null)
            runner.Gates.Admit(ExecutionRun.GateOf(records, name, stage), () => true);
    }

    /// <summary>Tags, in CodePipeline's words.</summary>
    internal static readonly TagRules Tags = new("InvalidTagsException", "TooManyTagsException");

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string arn, TagChange change)
    {
        var action = change.IsRemoval ? "codepipeline:UntagResource" : "codepipeline:TagResource";
        var (records, pipeline) = OfArn(caller, region, action, arn, change);
        records.Pipelines.Update(pipeline.Name, found => found! with { Tags = change.ApplyTo(found.Tags, Tags) });
    }

    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string arn) =>
        OfArn(caller, region, "codepipeline:ListTagsForResource", arn, TagChange.Add(TagChange.None)).Pipeline.Tags;

    /// <summary>The records, if the caller may do the action with the pipeline, or with a part of it.</summary>
    public PipelineRecords Demand(Caller caller, string region, string action, string resource)
    {
        var records = Records(caller, region);
        var found = records.Pipelines.Find(resource.Split('/')[0]);
        services.Authorizer.Demand(
            caller,
            new AccessQuestion(
                action,
                PipelineRecords.ArnOf(caller.Account, region, resource),
                region
            ).WithResourceTags(found?.Tags ?? new Dictionary<string, string>())
        );
        return records;
    }

    (PipelineRecords Records, Pipeline Pipeline) OfArn(
        Caller caller,
        string region,
        string action,
        string arn,
        TagChange change
    )
    {
        if (arn.Split(':') is not ["arn", _, "codepipeline", var there, var account, var name])
            throw new AwsException("InvalidArnException", $"The ARN {arn} is not a pipeline's");
        services.Authorizer.Demand(caller, new AccessQuestion(action, arn, region).WithTagChange(change));
        if (!services.World.HasAccount(account))
            throw Missing();
        var records = new PipelineRecords(services.World, account, there);
        return records.Pipelines.Find(name) is { } pipeline ? (records, pipeline) : throw Missing();

        AwsException Missing() => new("ResourceNotFoundException", $"There is no pipeline {arn}");
    }

    /// <summary>The roles that the definition hands to CodePipeline and to CloudFormation, as far as they are new.</summary>
    void PassRoles(Caller caller, string region, PipelineDefinition definition, PipelineDefinition? before)
    {
        if (definition.RoleArn != before?.RoleArn)
            services.Authorizer.DemandPassRole(caller, region, definition.RoleArn, Service);
        try
        {
            services.Sts.AssumeRoleAsService(Service, region, definition.RoleArn, definition.Name);
        }
        catch (AwsException)
        {
            throw new AwsException(
                "InvalidStructureException",
                $"CodePipeline is not authorized to perform AssumeRole on role {definition.RoleArn}"
            );
        }
    }

    static ActionExecution Abandon(ActionExecution run) =>
        run with
        {
            Status = ExecutionStatus.Abandoned,
            Token = null,
        };
}
