using LocalAws.CodePipeline.Artifacts;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Pipelines;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Sts;

namespace LocalAws.CodePipeline.Actions;

/// <summary>Runs one action: with its role, its artifacts and the values of its variables.</summary>
sealed class ActionRun(
    ExecutionRunner runner,
    PipelineRecords records,
    PipelineExecution execution,
    PipelineDefinition definition,
    ActionDefinition action,
    ActionExecution run
)
{
    const string Service = "codepipeline.amazonaws.com";

    /// <summary>Whether it succeeded.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (LocalLimits.Of(definition.Stages.First(stage => stage.Name == run.Stage), action) is { } limit)
                throw new ActionException("ConfigurationError", limit);
            var context = await PrepareAsync(cancellationToken);
            var outcome = await ActionProviders.Of(action.ActionTypeId.Provider).RunAsync(context, cancellationToken);
            Change(found =>
                found with
                {
                    Status = ExecutionStatus.Succeeded,
                    Summary = outcome.Summary ?? found.Summary,
                    UpdatedBy = outcome.UpdatedBy,
                    Outputs = outcome.Outputs,
                    Variables = outcome.Variables,
                    Revision = outcome.Revision,
                    Token = null,
                }
            );
            return true;
        }
        catch (ActionException failure)
        {
            return Fail(failure.Code, failure.Message);
        }
        catch (AccessDeniedException denied)
        {
            return Fail("PermissionError", Words(denied));
        }
        catch (AwsException error)
        {
            return Fail("ConfigurationError", $"{error.Message} ({error.Code})");
        }
    }

    async Task<ActionContext> PrepareAsync(CancellationToken cancellationToken)
    {
        var pipeline = AssumePipelineRole();
        var region = action.Region ?? records.Region;
        var buckets = new ArtifactBuckets(runner.Services, definition, records.Region);
        var (artifacts, variables) = Left();
        var configuration = action.Configuration.ToDictionary(
            entry => entry.Key,
            entry => VariableReferences.Resolve(entry.Value, Find),
            StringComparer.Ordinal
        );
        var inputs = new List<ArtifactLocation>();
        foreach (var name in action.InputArtifacts.Select(input => input.Name))
        {
            var left =
                artifacts.GetValueOrDefault(name)
                ?? throw new ActionException(
                    "ConfigurationError",
                    $"The input artifact {name} was not left by any action"
                );
            inputs.Add(await buckets.BringAsync(pipeline, left, region, cancellationToken));
        }
        Change(found => found with { Configuration = Shown(configuration), Inputs = inputs });
        return new()
        {
            Runner = runner,
            Records = records,
            Execution = execution,
            Action = action,
            Run = run,
            Caller = action.RoleArn is { } role ? AssumeActionRole(pipeline, role) : pipeline,
            Region = region,
            Artifacts = buckets,
            Configuration = configuration,
            Inputs = inputs,
        };

        string? Find(string name, string key) =>
            name switch
            {
                VariableReferences.Reserved => key switch
                {
                    "PipelineExecutionId" => execution.Id,
                    "PipelineName" => execution.Pipeline,
                    _ => null,
                },
                VariableReferences.Pipeline when definition.PipelineType == "V2" =>
                    execution.Variables.GetValueOrDefault(key),
                _ => variables.GetValueOrDefault(name)?.GetValueOrDefault(key),
            };
    }

    /// <summary>The artifacts and variables that actions before this one have left.</summary>
    (Dictionary<string, ArtifactLocation>, Dictionary<string, IReadOnlyDictionary<string, string>>) Left()
    {
        var namespaces = definition.Stages.SelectMany(stage =>
            stage.Actions.Select(known => (Stage: stage.Name, known.Name, known.Namespace))
        );
        var artifacts = new Dictionary<string, ArtifactLocation>(StringComparer.Ordinal);
        var variables = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var done in records.ActionsOf(execution).Where(known => known.Status == ExecutionStatus.Succeeded))
        {
            foreach (var output in done.Outputs)
                artifacts[output.Name] = output;
            if (
                namespaces.FirstOrDefault(item => (item.Stage, item.Name) == (done.Stage, done.Action)).Namespace is
                { } name
            )
                variables[name] = done.Variables;
        }
        return (artifacts, variables);
    }

    Caller AssumePipelineRole()
    {
        try
        {
            // The first execution begins at once, and may find that not all of AWS knows its role yet.
            return runner.Services.Sts.AssumeRoleAsService(
                Service,
                records.Region,
                definition.RoleArn,
                execution.Id,
                isFromOutside: true
            );
        }
        catch (AccessDeniedException denied)
        {
            throw new ActionException(
                "PermissionError",
                $"CodePipeline is not authorized to perform AssumeRole on role {definition.RoleArn}: {denied.Message}"
            );
        }
    }

    Caller AssumeActionRole(Caller pipeline, string role)
    {
        try
        {
            var session = runner.Services.Sts.AssumeRole(
                pipeline,
                records.Region,
                new AssumeRoleRequest(role, execution.Id)
            );
            // The service itself acts with it, and signs nothing.
            return Authenticator.CallerOf(Iam.Arns.AccountOf(role), accessKeyId: null, session.Session);
        }
        catch (AccessDeniedException denied)
        {
            throw new ActionException(
                "PermissionError",
                $"The pipeline's role {definition.RoleArn} is not authorized to perform AssumeRole on role {role}: {denied.Message}"
            );
        }
    }

    bool Fail(string code, string message)
    {
        Change(found =>
            found with
            {
                Status = ExecutionStatus.Failed,
                ErrorCode = code,
                ErrorMessage = message,
                Token = null,
            }
        );
        return false;
    }

    void Change(Func<ActionExecution, ActionExecution> change) => records.Change(execution, run, change);

    static Dictionary<string, string> Shown(Dictionary<string, string> configuration) =>
        configuration.ToDictionary(
            entry => entry.Key,
            entry => entry.Key == ActionDefinition.Token ? PipelineDefinition.Masked : entry.Value,
            StringComparer.Ordinal
        );

    /// <summary>AWS names the service; what the role lacks is said behind it.</summary>
    static string Words(AccessDeniedException denied)
    {
        var service = denied.Decision?.Request.Action.Split(':')[0] switch
        {
            "codebuild" => "CodeBuild",
            "codecommit" => "CodeCommit",
            "cloudformation" => "CloudFormation",
            "codestar-connections" or "codeconnections" => "the connection",
            { } name => name.ToUpperInvariant(),
            null => "the service",
        };
        return $"The provided role does not have sufficient permissions to access {service}: {denied.Message}";
    }
}
