using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Stacks;
using Diagnosis.Accounts;
using Diagnosis.Checks;

namespace Diagnosis.Stacks;

/// <summary>Whether the stacks that are to be deployed are in a state that a deployment can start from.</summary>
sealed class StackChecks(DiagnosedEnvironment environment, AccountReader account)
{
    public async Task<IReadOnlyList<CheckResult>> RunAsync(
        IReadOnlyList<PlannedStack> planned,
        CancellationToken cancellationToken
    )
    {
        if (planned.Count == 0)
            return [];
        return await account.ReadAsync(
            (session, cancel) => ListAsync(session.Credentials, cancel),
            cancellationToken
        ) switch
        {
            ReadResult<IReadOnlyDictionary<string, StackDescription>>.Found(var found) =>
            [
                .. planned.Select(stack => Check(stack, found.GetValueOrDefault(stack.Reference.StackName))),
            ],
            ReadResult<IReadOnlyDictionary<string, StackDescription>>.Unknown(var why) =>
            [
                .. planned.Select(stack => CheckResult.Unknown(environment.Name, NameOf(stack), why)),
            ],
            _ => [],
        };
    }

    CheckResult Check(PlannedStack stack, StackDescription? found)
    {
        if (found is null)
            return CheckResult.Ok(environment.Name, NameOf(stack), "not deployed yet");
        if (StackReadiness.Problem(stack.Reference, found, new StackOptions(), account.Endpoint) is { } problem)
            return CheckResult.Failure(environment.Name, NameOf(stack), problem);
        if (found.Status.IsInProgress)
            return CheckResult.Warning(
                environment.Name,
                NameOf(stack),
                new Finding(
                    DiagnosisCodes.StackInProgress,
                    $"Stack {stack.Reference.DisplayName} is in {found.Status}: somebody is at work on it",
                    "wait until it has ended; a deployment waits as well"
                )
            );
        return CheckResult.Ok(environment.Name, NameOf(stack), found.Status.Value);
    }

    static string NameOf(PlannedStack stack) => $"stack {stack.Reference.DisplayName}";

    async Task<IReadOnlyDictionary<string, StackDescription>> ListAsync(
        Amazon.Runtime.AWSCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var config = account.Endpoint.Connect(
            new CloudFormationConfig(account.Environment.Region, account.Endpoint.Url)
        );
        using var client = new CloudFormationClient(credentials, config);
        var all = new Dictionary<string, StackDescription>(StringComparer.Ordinal);
        for (var request = new DescribeStacksRequest(); ; )
        {
            var page = await client.SendAsync(request, cancellationToken);
            foreach (var stack in page.Stacks)
                all[stack.StackName] = stack;
            if (string.IsNullOrEmpty(page.NextToken))
                return all;
            request = request with { NextToken = page.NextToken };
        }
    }
}
