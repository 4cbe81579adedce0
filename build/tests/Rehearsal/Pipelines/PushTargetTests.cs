using System.Text.Json.Nodes;
using Rehearsal.Pipelines;
using Settings;

namespace Build.Tests.Rehearsal.Pipelines;

public sealed class PushTargetTests
{
    [Fact]
    public void Of_EachKindOfSource_IsWhereAPushGoes()
    {
        Assert.Equal(
            new PushTarget.Branch("owner/repository", "main"),
            Of("github", ("owner", "owner"), ("repository", "repository"), ("branch", "main"), ("tokenSecret", "token"))
        );
        Assert.Equal(
            new PushTarget.Branch("owner/repository", "main", "arn:connection"),
            Of(
                "connection",
                ("owner", "owner"),
                ("repository", "repository"),
                ("branch", "main"),
                ("connectionArn", "arn:connection")
            )
        );
        Assert.Equal(
            new PushTarget.Branch("repository", "trunk"),
            Of("codecommit", ("repository", "repository"), ("branch", "trunk"))
        );
        Assert.Equal(new PushTarget.Object("sources", "it.zip"), Of("s3", ("bucket", "sources"), ("key", "it.zip")));
    }

    [Fact]
    public void Of_PipelineAsItIs_IsWhatItsSourceActionsName()
    {
        var pipeline = JsonNode
            .Parse(
                """
                {"stages":[{"actions":[
                  {"actionTypeId":{"provider":"GitHub"},"configuration":{"Owner":"a","Repo":"b","Branch":"main"}},
                  {"actionTypeId":{"provider":"CodeStarSourceConnection"},"configuration":{"FullRepositoryId":"a/c","BranchName":"main","ConnectionArn":"arn:connection"}},
                  {"actionTypeId":{"provider":"CodeCommit"},"configuration":{"RepositoryName":"d","BranchName":"main"}},
                  {"actionTypeId":{"provider":"S3"},"configuration":{"S3Bucket":"e","S3ObjectKey":"f"}}]}]}
                """
            )!
            .AsObject();

        Assert.Equal(
            [
                new PushTarget.Branch("a/b", "main"),
                new PushTarget.Branch("a/c", "main", "arn:connection"),
                new PushTarget.Branch("d", "main"),
                new PushTarget.Object("e", "f"),
            ],
            PushTarget.Of(pipeline)
        );
    }

    static PushTarget Of(string type, params (string Key, string Value)[] properties) =>
        PushTarget.Of(new SourceSettings(type, properties.ToDictionary(pair => pair.Key, pair => pair.Value)));
}
