using System.Text.RegularExpressions;
using Amazon.Runtime;
using Diagnosis.Accounts;
using Diagnosis.Clients;
using Diagnosis.Requirements;
using Diagnosis.Roles;

namespace Diagnosis.Permissions;

/// <summary>Asks IAM itself, which alone knows the organization's service control policies.</summary>
sealed partial class PermissionSimulation(AccountReader account)
{
    readonly CallContext calls = new(account);

    /// <summary>IAM's answer to each permission. One that fails says nothing of the others.</summary>
    /// <param name="role">Null where the role may not be read.</param>
    public async Task<IReadOnlyDictionary<RequiredPermission, Simulation>> AskAsync(
        string roleArn,
        RoleDescription? role,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        var questions = permissions.ToDictionary(
            permission => permission,
            permission => new SimulationQuestion(
                permission.Action,
                permission.Resource,
                calls.Of(permission, roleArn, role)
            )
        );
        var answers = await Task.WhenAll(
            SimulationBatch.Of(questions.Values).Select(batch => AskAsync(roleArn, batch, cancellationToken))
        );
        var byQuestion = answers
            .SelectMany(answer => answer)
            .ToDictionary(answer => (answer.Question.Action, answer.Question.Resource, answer.Question.ContextText));
        return questions.ToDictionary(
            entry => entry.Key,
            entry => byQuestion[(entry.Value.Action, entry.Value.Resource, entry.Value.ContextText)].Simulation
        );
    }

    async Task<IReadOnlyList<Answer>> AskAsync(
        string roleArn,
        SimulationBatch batch,
        CancellationToken cancellationToken
    )
    {
        var reading = await SendAsync(roleArn, batch, cancellationToken);
        if (reading is ReadResult<Outcome>.Found(Outcome.Separate(var parts)))
            return await AskAllAsync(parts);
        if (reading is not ReadResult<Outcome>.Found(Outcome.Answers(var actions)))
        {
            var why = reading is ReadResult<Outcome>.Unknown(var refused) ? refused : $"IAM knows no role {roleArn}";
            return [.. Questions(batch).Select(question => new Answer(question, new Simulation.Failed(why)))];
        }
        var found = actions.ToLookup(action => (action.Action, action.Resource));
        var answers = Questions(batch)
            .Select(question => new Answer(
                question,
                found[(question.Action, question.Resource)].FirstOrDefault() is { } action
                    ? new Simulation.Answered(action)
                    : new Simulation.Failed("IAM's simulation has no answer to it")
            ))
            .ToList();
        // What the organization says is told of all resources of a question together.
        var unclear = answers.FindAll(answer =>
            batch.Resources.Count > 1
            && answer.Simulation
                is Simulation.Answered
                    ({ IsAllowed: false, AllowedByOrganizations: false })
                    or Simulation.Failed
        );
        if (unclear.Count == 0)
            return answers;
        var again = await AskAllAsync(
            unclear
                .GroupBy(answer => answer.Question.Resource)
                .Select(group =>
                    batch with
                    {
                        Actions = [.. group.Select(answer => answer.Question.Action)],
                        Resources = [group.Key],
                    }
                )
        );
        return [.. answers.Except(unclear), .. again];

        async Task<IReadOnlyList<Answer>> AskAllAsync(IEnumerable<SimulationBatch> batches) =>
            [
                .. (await Task.WhenAll(batches.Select(one => AskAsync(roleArn, one, cancellationToken)))).SelectMany(
                    answer => answer
                ),
            ];
    }

    Task<ReadResult<Outcome>> SendAsync(string roleArn, SimulationBatch batch, CancellationToken cancellationToken) =>
        account.ReadAsync<Outcome>(
            async (session, cancel) =>
            {
                await account.Simulations.WaitAsync(cancel);
                using var client = new IdentityClient(session, account.Endpoint);
                try
                {
                    return new Outcome.Answers(
                        await client.SimulatePrincipalPolicyAsync(
                            roleArn,
                            batch.Actions,
                            batch.Resources,
                            [
                                .. batch.Context.Values.Select(entry => new ContextEntry(
                                    entry.Key,
                                    CallContext.TypeOf(entry.Key, entry.Value),
                                    entry.Value
                                )),
                            ],
                            cancel
                        )
                    );
                }
                catch (AmazonServiceException e) when (e.ErrorCode == "InvalidInput" && batch.Size > 1)
                {
                    return new Outcome.Separate(PartsOf(batch, e.Message));
                }
            },
            cancellationToken
        );

    /// <summary>
    /// What IAM wants to be asked separately: "Invalid Input Actions: [a,b] and [c] require different authorization
    /// information". Where it does not say how, each resource and then each action by itself.
    /// </summary>
    static List<SimulationBatch> PartsOf(SimulationBatch batch, string refusal)
    {
        List<SimulationBatch> named =
        [
            .. Group()
                .Matches(refusal)
                .Select(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
                .Select(group => batch with { Actions = [.. batch.Actions.Where(group.Contains)] }),
        ];
        if (
            named.Count > 1
            && named.TrueForAll(part => part.Actions.Count > 0)
            && named.SelectMany(part => part.Actions).Order().SequenceEqual(batch.Actions.Order())
        )
            return named;
        return batch.Resources.Count > 1
            ? [.. batch.Resources.Select(resource => batch with { Resources = [resource] })]
            : [.. batch.Actions.Select(action => batch with { Actions = [action] })];
    }

    static IEnumerable<SimulationQuestion> Questions(SimulationBatch batch) =>
        batch.Actions.SelectMany(
            _ => batch.Resources,
            (action, resource) => new SimulationQuestion(action, resource, batch.Context)
        );

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Group();

    sealed record Answer(SimulationQuestion Question, Simulation Simulation);

    abstract record Outcome
    {
        public sealed record Answers(IReadOnlyList<SimulatedAction> Actions) : Outcome;

        public sealed record Separate(IReadOnlyList<SimulationBatch> Parts) : Outcome;
    }
}
