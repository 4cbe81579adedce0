namespace Build.Tests.LocalAws.Accounts;

/// <summary>An administrator of one account tries every operation of every service on what another account owns.</summary>
public sealed class CrossAccountTests(OwnedAccount owned) : IClassFixture<OwnedAccount>
{
    static readonly IReadOnlyList<Attempt> _attempts =
    [
        .. JsonAttempts.All(),
        .. QueryAttempts.All(),
        .. MessageAttempts.All(),
        .. RestAttempts.All(),
    ];

    /// <summary>Not an attempt on anything: the first is signed by a web identity, the second tells the account of any key.</summary>
    static readonly string[] _apart = ["sts:AssumeRoleWithWebIdentity", "sts:GetAccessKeyInfo"];

    [Fact]
    public void Attempts_OfTheTable_AreOnEveryOperationThatIsServed()
    {
        var attempted = _attempts
            .Select(attempt => $"{attempt.Service}:{attempt.Operation}")
            .Concat(_apart)
            .ToHashSet();

        Assert.Equal("", string.Join(' ', owned.World.Server.Operations.Except(attempted)));
        Assert.Equal("", string.Join(' ', attempted.Except(owned.World.Server.Operations)));
    }

    [Theory]
    [InlineData("ssm")]
    [InlineData("kms")]
    [InlineData("secretsmanager")]
    [InlineData("ecr")]
    [InlineData("logs")]
    [InlineData("lambda")]
    [InlineData("sns")]
    [InlineData("sqs")]
    [InlineData("codebuild")]
    [InlineData("codepipeline")]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("cloudformation")]
    [InlineData("ec2")]
    [InlineData("s3")]
    [InlineData("route53")]
    public async Task Administrator_OnWhatAnotherAccountOwns_IsRefusedAndSeesAndChangesNothing(string service)
    {
        var before = await owned.DescribeAsync();
        var wrong = new List<string>();

        foreach (var attempt in _attempts.Where(attempt => attempt.Service == service))
        {
            var (status, text) = await owned.SendAsync(owned.KeyOf(OwnedAccount.Other), attempt);
            if (!IsAsExpected(attempt, status, text))
                wrong.Add($"{service}:{attempt.Operation} {attempt.Request}: {status} {text}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Contains(OwnedAccount.Secret, before, StringComparison.Ordinal);
        Assert.Equal(before, await owned.DescribeAsync());
    }

    static bool IsAsExpected(Attempt attempt, int status, string text)
    {
        if (text.Contains(OwnedAccount.Secret, StringComparison.Ordinal))
            return false;
        if (attempt.Code != Attempt.Own)
            return status >= 400
                && (attempt.Code == "403" ? status == 403 : text.Contains(attempt.Code, StringComparison.Ordinal));
        return status is >= 200 and < 300 && !text.Contains(OwnedAccount.Owner, StringComparison.Ordinal);
    }
}
