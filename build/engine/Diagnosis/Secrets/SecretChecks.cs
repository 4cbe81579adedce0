using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Clients;
using Diagnosis.Permissions;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Secrets;

/// <summary>Whether CloudFormation's role can read the secrets that a template refers to.</summary>
sealed class SecretChecks(DiagnosedEnvironment environment, AccountReader account, KeyPolicies keys)
{
    const string Action = "secretsmanager:GetSecretValue";

    /// <param name="execution">The role that CloudFormation acts as; null where it is not known.</param>
    public async Task<CheckResult> RunAsync(
        SecretReference reference,
        RoleDescription? execution,
        CancellationToken cancellationToken
    )
    {
        var name = $"secret {reference.SecretId}";
        var reading = await account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = AwsServices.Secrets(session, account.Endpoint);
                var input = new JsonObject { ["SecretId"] = reference.SecretId };
                var secret = await client.SendAsync("DescribeSecret", (JsonObject)input.DeepClone(), cancel);
                var policy = await client.SendAsync("GetResourcePolicy", input, cancel);
                var arn = secret.RequiredText("ARN");
                var json = Text(policy, "ResourcePolicy");
                return (
                    Arn: arn,
                    Key: Text(secret, "KmsKeyId"),
                    Policy: json is null ? null : Policy.Parse(arn, PolicyKind.Resource, json)
                );
            },
            cancellationToken
        );
        if (reading is ReadResult<(string, string?, Policy?)>.Unknown(var why))
            return CheckResult.Unknown(environment.Name, name, why);
        if (reading is not ReadResult<(string, string?, Policy?)>.Found(var (arn, key, resource)))
            return Missing(reference, name);
        if (execution is null)
            return CheckResult.Unknown(
                environment.Name,
                name,
                "the role that CloudFormation reads it with is not known"
            );
        var findings = new List<Finding>();
        var permission = new RequiredPermission(
            new Actor.Role(execution.Arn),
            Action,
            arn,
            $"CloudFormation reads it for stack {reference.Stack.Reference.DisplayName}"
        );
        if (Judge(permission, execution, resource) is { } unreadable)
            findings.Add(unreadable);
        var verdicts = await JudgeAsync(permission, key, execution, cancellationToken);
        foreach (var verdict in verdicts.OfType<Verdict.NotByKey>())
            findings.Add(
                await SharedPolicyFindings.OfKeyAsync(
                    verdict.Permission.Resource,
                    [verdict.Permission],
                    keys,
                    cancellationToken
                )
            );
        findings.AddRange(
            new PermissionFindings(execution.Arn, RolePurpose.CloudFormationExecution, execution).Of(verdicts)
        );
        if (findings.Count > 0)
            return CheckResult.Failure(environment.Name, name, findings);
        return verdicts.OfType<Verdict.Unknown>().FirstOrDefault() is { } unknown
            ? CheckResult.Unknown(environment.Name, name, $"{unknown.Permission.Action}: {unknown.Why}")
            : CheckResult.Ok(environment.Name, name, $"readable by {RoleDescription.NameOf(execution.Arn)}");
    }

    CheckResult Missing(SecretReference reference, string name)
    {
        // The local AWS records pipelines and what starts them, and asks for no secret of theirs.
        if (account.Endpoint.IsLocal && IsOfPipeline(reference))
            return CheckResult.Unknown(environment.Name, name, "not in the local AWS, where a pipeline needs none");
        return CheckResult.Failure(
            environment.Name,
            name,
            new Finding(
                DiagnosisCodes.SecretNotFound,
                $"Secret {reference.SecretId}, which stack {reference.Stack.Reference.DisplayName} refers to, does not exist in {environment.Target}",
                IsOfPipeline(reference)
                    ? ["CodePipeline's source needs a GitHub token with the scopes repo and admin:repo_hook"]
                    : [],
                $"aws secretsmanager create-secret --name {reference.SecretId} --secret-string file://secret.json"
                    + $" --region {environment.Target.Region}"
            ).In(environment.Target.Account)
        );
    }

    static bool IsOfPipeline(SecretReference reference) =>
        reference.ResourceTypes.All(type => type.StartsWith("AWS::CodePipeline::", StringComparison.Ordinal));

    /// <summary>Null where the secret is readable as far as its own policy and the role's go.</summary>
    Finding? Judge(RequiredPermission permission, RoleDescription execution, Policy? resource)
    {
        var policies = new Policies
        {
            Identity = execution.Policies,
            Boundary = execution.Boundary,
            Resource = resource,
        };
        var decision = PolicyEvaluator.Evaluate(new CallContext(account).Request(permission, execution), policies);
        if (decision.IsAllowed)
            return null;
        var next =
            decision is Decision.ExplicitDeny { By: { Policy.Kind: PolicyKind.Resource } by }
                ? PutPolicy(permission.Resource, Excepting(by, execution.Arn))
            : resource is not null
                ? PutPolicy(permission.Resource, PolicyText.With(resource.Document.Json, Allowing(execution.Arn)))
            : PutPolicy(permission.Resource, PolicyText.Of(Allowing(execution.Arn)));
        return new Finding(
            DiagnosisCodes.SecretUnreadable,
            $"CloudFormation execution role {execution.Arn} may not read secret {permission.Resource}",
            [$"{permission.Reason}: {decision.Message}"],
            next
        ).In(environment.Target.Account);
    }

    /// <summary>What others than the role's and the secret's own policies say: the organization's, and those of the key.</summary>
    async Task<IReadOnlyList<Verdict>> JudgeAsync(
        RequiredPermission read,
        string? key,
        RoleDescription execution,
        CancellationToken cancellationToken
    )
    {
        var verdicts = await new PermissionEvaluator(account, keys).JudgeAsync(
            execution.Arn,
            execution,
            [read, .. Decryption(read, key)],
            cancellationToken
        );
        // The judge does not know the secret's own policy, which may allow what the role's do not.
        return [.. verdicts.Where(verdict => verdict.Permission != read || verdict is Verdict.AgainstOrganization)];
    }

    /// <summary>Secrets Manager's own key asks nothing of who may read the secret.</summary>
    IEnumerable<RequiredPermission> Decryption(RequiredPermission read, string? key)
    {
        if (key is null || key.Contains("alias/aws/", StringComparison.Ordinal))
            yield break;
        var target = environment.Target;
        var arn = key.StartsWith("arn:", StringComparison.Ordinal)
            ? key
            : $"arn:{target.Partition}:kms:{target.Region}:{target.Account}:key/{key}";
        yield return new RequiredPermission(
            read.Actor,
            "kms:Decrypt",
            arn,
            $"{read.Reason}, and it is encrypted with it"
        )
        {
            Context = RequestContext.Empty.With("kms:ViaService", $"secretsmanager.{target.Region}.{target.UrlSuffix}"),
        };
    }

    string PutPolicy(string secretArn, JsonObject policy) =>
        $"aws secretsmanager put-resource-policy --secret-id {secretArn} --region {environment.Target.Region}"
        + $" --resource-policy {ShellCommand.Quote(policy)}";

    static JsonObject Allowing(string roleArn) =>
        new()
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = roleArn },
            ["Action"] = Action,
            ["Resource"] = "*",
        };

    /// <summary>The policy whose denying statement leaves one role out.</summary>
    static JsonObject Excepting(StatementReference by, string roleArn) =>
        PolicyText.WithStatement(
            by.Policy.Document.Json,
            by.Statement.Index,
            statement =>
            {
                var condition = statement["Condition"] as JsonObject ?? [];
                statement["Condition"] ??= condition;
                var test = condition["ArnNotEquals"] as JsonObject ?? [];
                condition["ArnNotEquals"] ??= test;
                test["aws:PrincipalArn"] = test["aws:PrincipalArn"] switch
                {
                    null => roleArn,
                    JsonArray many => new JsonArray([.. many.Select(arn => arn!.DeepClone()), roleArn]),
                    var one => new JsonArray(one.DeepClone(), roleArn),
                };
            }
        );

    static string? Text(JsonObject json, string name) => json[name]?.ToString() is { Length: > 0 } text ? text : null;
}
