using Amazon.Runtime;
using Amazon.SecurityToken;
using Deployment;
using Deployment.Bootstrapping.WebIdentities;
using Deployment.Credentials;
using Deployment.NextActions;
using Settings;

namespace Rehearsal.Workflows;

/// <summary>Tries the roles of a rehearsal with tokens that are none of theirs: of another branch, repository or environment, for somebody else.</summary>
static class ForeignTokens
{
    /// <summary>The subjects that no role is for, each as the settings' own but for what it is named after.</summary>
    public static IReadOnlyList<(string What, string Subject)> SubjectsFor(SourceSettings source)
    {
        var (owner, repository) = (source.Properties["owner"], source.Properties["repository"]);
        var branch = source.Properties["branch"];
        return
        [
            ("another branch", $"repo:{owner}/{repository}:ref:refs/heads/{branch}-other"),
            ("a tag", $"repo:{owner}/{repository}:ref:refs/tags/{branch}"),
            ("another environment", $"repo:{owner}/{repository}:environment:Other"),
            ("another repository", $"repo:{owner}/{repository}-other:ref:refs/heads/{branch}"),
            ("another repository's pull request", $"repo:{owner}/{repository}-other:pull_request"),
            ("another owner", $"repo:{owner}-other/{repository}:ref:refs/heads/{branch}"),
        ];
    }

    /// <summary>What is let in although it is not to be, a finding each; none: everything was refused.</summary>
    /// <param name="sts">A client without credentials.</param>
    /// <param name="roleArn">The ARN of a role by its name.</param>
    public static async Task<IReadOnlyList<Finding>> FindAcceptedAsync(
        IAmazonSecurityTokenService sts,
        TokenIssuer issuer,
        WebIdentityOptions options,
        SourceSettings source,
        Func<string, string> roleArn,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<Finding>();
        foreach (var role in options.Roles)
        {
            var own = options.Roles.SelectMany(other => other.Subjects).Except(role.Subjects).Distinct();
            (string What, string Token)[] foreign =
            [
                .. SubjectsFor(source).Select(one => (one.What, issuer.Token(one.Subject, options.Audience))),
                .. own.Select(subject =>
                    ($"a job of another role, {subject}", issuer.Token(subject, options.Audience))
                ),
                ("another audience", issuer.Token(role.Subjects[0], $"{options.Audience}.other")),
            ];
            foreach (var (what, token) in foreign)
                if (await IsAcceptedAsync(sts, roleArn(role.Name), token, cancellationToken))
                    findings.Add(
                        new(
                            RehearsalCodes.RehearsalFailed,
                            $"Role {role.Name} is opened by a token of {what}",
                            $"{new BuildCommand("Rehearse").In(AwsEndpoint.Aws)}  (it renews the role; where the finding stays, its trust is too wide)"
                        )
                    );
        }
        return findings;
    }

    static async Task<bool> IsAcceptedAsync(
        IAmazonSecurityTokenService sts,
        string roleArn,
        string token,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await sts.AssumeRoleWithWebIdentityAsync(
                new()
                {
                    RoleArn = roleArn,
                    RoleSessionName = "rehearsal",
                    WebIdentityToken = token,
                },
                cancellationToken
            );
            return true;
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "AccessDenied" or "InvalidIdentityToken")
        {
            return false;
        }
    }
}
