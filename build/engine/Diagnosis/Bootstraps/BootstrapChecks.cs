using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Bootstrapping;
using Deployment.Credentials;
using Diagnosis.Accounts;
using Diagnosis.Checks;

namespace Diagnosis.Bootstraps;

/// <summary>Whether an environment has the bootstrap stack that the assemblies need.</summary>
/// <param name="required">The lowest version that will do.</param>
sealed class BootstrapChecks(DiagnosedEnvironment environment, string qualifier, int required, AwsEndpoint endpoint)
{
    const string Name = "bootstrap stack";

    public static Task<ReadResult<BootstrapFacts>> ReadAsync(
        AccountReader account,
        CancellationToken cancellationToken
    ) =>
        account.ReadAsync(
            async (session, cancel) =>
            {
                var config = account.Endpoint.Connect(
                    new CloudFormationConfig(account.Environment.Region, account.Endpoint.Url)
                );
                using var client = new CloudFormationClient(session.Credentials, config);
                try
                {
                    var answer = await client.SendAsync(new DescribeStacksRequest(BootstrapFacts.StackName), cancel);
                    return answer.Stacks is [{ } stack, ..]
                        ? new BootstrapFacts(stack)
                        : throw new InvalidDataException("There is no stack in the answer.");
                }
                catch (StackNotFoundException e)
                {
                    throw Missing(e);
                }
            },
            cancellationToken
        );

    public CheckResult Check(ReadResult<BootstrapFacts> reading)
    {
        if (reading is ReadResult<BootstrapFacts>.Unknown(var why))
            return CheckResult.Unknown(environment.Name, Name, why);
        if (reading is not ReadResult<BootstrapFacts>.Found(var facts))
            return Failure(
                FindingCodes.BootstrapStackNotFound,
                $"{environment.Target} is not bootstrapped: there is no stack {BootstrapFacts.StackName}"
            );
        if (facts.Qualifier is { } other && other != qualifier)
            return Failure(
                DiagnosisCodes.WrongQualifier,
                $"The bootstrap stack of {environment.Target} has qualifier {other}, and the settings have {qualifier}"
            );
        if (facts.Version is { } version && version < required)
            return Failure(
                FindingCodes.OutdatedBootstrapStack,
                $"The bootstrap stack of {environment.Target} is version {version}, and the apps need {required}"
            );
        return facts.Stack.Status.IsSteady
            ? CheckResult.Ok(environment.Name, Name, $"version {facts.Version}, qualifier {facts.Qualifier}")
            : NotSteady(facts.Stack);
    }

    /// <summary>Somebody may just be bootstrapping it; else bootstrapping takes it on from there, or says what comes first.</summary>
    CheckResult NotSteady(StackDescription stack)
    {
        var reference = new StackReference(stack.StackName, stack.StackName, stack.StackName, environment.Target);
        var what = $"The bootstrap stack of {environment.Target} is in {stack.Status}";
        if (stack.Status.IsInProgress)
            return CheckResult.Warning(
                environment.Name,
                Name,
                new Finding(
                    DiagnosisCodes.StackInProgress,
                    $"{what}: somebody is at work on it",
                    "wait until it has ended; bootstrapping waits as well"
                )
            );
        var problem = BootstrapReadiness.Problem(reference, stack, endpoint);
        return CheckResult.Failure(
            environment.Name,
            Name,
            new Finding(
                DiagnosisCodes.BootstrapStackNotSteady,
                what,
                stack.StatusReason is { } reason ? [reason] : [],
                problem?.Next ?? environment.BootstrapCommand
            )
            {
                Account = problem?.Account,
            }
        );
    }

    CheckResult Failure(FindingCode code, string what) =>
        CheckResult.Failure(environment.Name, Name, new Finding(code, what, environment.BootstrapCommand));

    /// <summary>CloudFormation answers what is missing with a validation error.</summary>
    static Amazon.Runtime.AmazonServiceException Missing(StackNotFoundException e) =>
        new(e.Message, e, e.ErrorType, "NotFoundException", e.RequestId, System.Net.HttpStatusCode.NotFound);
}
