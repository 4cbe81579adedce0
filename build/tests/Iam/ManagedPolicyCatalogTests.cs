using Iam;
using Iam.ManagedPolicies;

namespace Build.Tests.Iam;

public class ManagedPolicyCatalogTests
{
    static readonly Principal _caller = Principal.User("arn:aws:iam::111111111111:user/anna", "AIDA1");

    /// <summary>Whoever attaches one gets a document that the evaluator understands.</summary>
    [Fact]
    public void Find_EveryArn_IsAPolicyThatParses()
    {
        Assert.All(
            ManagedPolicyCatalog.Arns,
            arn =>
            {
                var policy = ManagedPolicyCatalog.Find(arn)!;
                Assert.Equal(arn, policy.ArnIn("aws"));
                Assert.NotEmpty(policy.Document.Statements);
            }
        );
        Assert.InRange(ManagedPolicyCatalog.Arns.Count, 1_500, int.MaxValue);
        Assert.InRange(ManagedPolicyCatalog.Date, new(2026, 8, 1), DateOnly.MaxValue);
    }

    [Fact]
    public void Find_InAnotherPartition_IsTheSamePolicy() =>
        Assert.Same(
            ManagedPolicyCatalog.Find("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ManagedPolicyCatalog.Find("arn:aws-cn:iam::aws:policy/ReadOnlyAccess")
        );

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData("arn:aws:iam::111111111111:policy/AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole")]
    public void Find_AnotherArn_IsNothing(string arn) => Assert.Null(ManagedPolicyCatalog.Find(arn));

    [Theory]
    [InlineData("AdministratorAccess", "iam:CreateUser", true)]
    [InlineData("PowerUserAccess", "iam:CreateUser", false)]
    [InlineData("PowerUserAccess", "sqs:CreateQueue", true)]
    [InlineData("ReadOnlyAccess", "dynamodb:GetItem", true)]
    [InlineData("ReadOnlyAccess", "dynamodb:PutItem", false)]
    [InlineData("job-function/ViewOnlyAccess", "dynamodb:GetItem", false)]
    [InlineData("SecurityAudit", "s3:GetBucketPolicy", true)]
    [InlineData("SecurityAudit", "s3:GetObject", false)]
    [InlineData("service-role/AWSLambdaBasicExecutionRole", "logs:PutLogEvents", true)]
    [InlineData("service-role/AWSLambdaBasicExecutionRole", "logs:DeleteLogGroup", false)]
    [InlineData("AmazonDynamoDBReadOnlyAccess", "dynamodb:Scan", true)]
    public void Evaluate_ByAManagedPolicy_IsAsAwsPublishesIt(string policy, string action, bool allowed)
    {
        var found = ManagedPolicyCatalog.Find($"arn:aws:iam::aws:policy/{policy}")!;

        var decision = PolicyEvaluator.Evaluate(
            new AccessRequest(_caller, action, "*"),
            new Policies { Identity = [found.ToPolicy()] }
        );

        Assert.Equal(allowed, decision.IsAllowed);
    }

    [Fact]
    public void Write_ThenRead_GivesEachDocument()
    {
        var documents = Enumerable
            .Range(0, 50)
            .ToDictionary(
                number => $"/path/Policy{number}",
                number => new ManagedPolicyEdition(
                    $$"""{"Version":"2012-10-17","Id":"{{number}}"}""",
                    $"v{number + 1}",
                    new DateOnly(2026, 1, 2).AddDays(-number)
                )
            );

        var bytes = ManagedPolicyArchive.Write(new(2026, 1, 2), documents);
        var archive = ManagedPolicyArchive.Read(bytes);

        Assert.Equal(new(2026, 1, 2), archive.Date);
        Assert.All(documents, pair => Assert.Equal(pair.Value, archive.Find(pair.Key)));
        Assert.All(
            documents,
            pair => Assert.Equal((pair.Value.Version, pair.Value.Updated), archive.VersionOf(pair.Key))
        );
        Assert.Null(archive.Find("/path/Policy50"));
        Assert.Equal(bytes, ManagedPolicyArchive.Write(new(2026, 1, 2), documents.Reverse().ToDictionary()));
    }
}
