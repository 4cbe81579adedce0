using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Clients;

namespace Diagnosis.Staging;

/// <summary>Whether the places that assets go to are there and the account's own.</summary>
sealed class StagingChecks(DiagnosedEnvironment environment, AccountReader account)
{
    const string Bucket = "staging bucket";
    const string Repository = "container repository";

    public async Task<CheckResult> CheckBucketAsync(
        string bucket,
        ReadResult<StagingFacts> reading,
        CancellationToken cancellationToken
    )
    {
        if (reading is ReadResult<StagingFacts>.Found(var facts))
            return CheckResult.Ok(
                environment.Name,
                Bucket,
                facts.KeyArn is null ? bucket : $"{bucket}, encrypted with {facts.KeyArn}"
            );
        if (await StagingFacts.IsSomeoneElsesAsync(account, bucket, cancellationToken))
            return CheckResult.Failure(
                environment.Name,
                Bucket,
                new Finding(
                    FindingCodes.UnexpectedBucketOwner,
                    $"Bucket {bucket} is not of account {environment.Target.Account}: assets would go to somebody else",
                    $"set another $.qualifier in build/settings.json, then {environment.BootstrapCommand}"
                )
            );
        return reading is ReadResult<StagingFacts>.Unknown(var why)
            ? CheckResult.Unknown(environment.Name, Bucket, why)
            : CheckResult.Failure(
                environment.Name,
                Bucket,
                new Finding(
                    FindingCodes.BucketMissing,
                    $"Bucket {bucket}, which assets of {environment.Target} go to, does not exist",
                    environment.BootstrapCommand
                )
            );
    }

    public async Task<CheckResult> CheckRepositoryAsync(string repository, CancellationToken cancellationToken)
    {
        var reading = await account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = AwsServices.Repositories(session, account.Endpoint);
                return await client.SendAsync(
                    "DescribeRepositories",
                    new()
                    {
                        ["registryId"] = environment.Target.Account,
                        ["repositoryNames"] = new System.Text.Json.Nodes.JsonArray(repository),
                    },
                    cancel
                );
            },
            cancellationToken
        );
        return reading switch
        {
            ReadResult<System.Text.Json.Nodes.JsonObject>.Found => CheckResult.Ok(
                environment.Name,
                Repository,
                repository
            ),
            ReadResult<System.Text.Json.Nodes.JsonObject>.Unknown(var why) => CheckResult.Unknown(
                environment.Name,
                Repository,
                why
            ),
            _ => CheckResult.Failure(
                environment.Name,
                Repository,
                new Finding(
                    DiagnosisCodes.ContainerRepositoryNotFound,
                    $"Repository {repository}, which container images of {environment.Target} go to, does not exist",
                    environment.BootstrapCommand
                )
            ),
        };
    }
}
