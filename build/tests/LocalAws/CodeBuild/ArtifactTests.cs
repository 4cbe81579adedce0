using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>What goes into a build and what comes out of it.</summary>
public sealed class ArtifactTests
{
    const string Reporting =
        """{"Effect":"Allow","Action":["codebuild:CreateReportGroup","codebuild:CreateReport","codebuild:UpdateReport","codebuild:BatchPutTestCases"],"Resource":"arn:aws:codebuild:eu-west-1:111111111111:report-group/app-*"}""";

    const string Results = """
        <testsuites><testsuite name="suite" tests="3">
          <testcase classname="A" name="good" time="0.5"/>
          <testcase classname="A" name="bad" time="1"><failure message="broken">at line 1</failure></testcase>
          <testcase classname="B" name="left"><skipped/></testcase>
        </testsuite></testsuites>
        """;

    [Fact]
    public async Task StartBuild_SourceInS3_IsUnpackedWithItsModesAndLeftAsAZip()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.ZipAsync(
            "source.zip",
            (
                "buildspec.yml",
                """
                version: 0.2
                phases:
                  build:
                    commands: ./bin/make.sh
                artifacts:
                  base-directory: out
                  files: ["**/*"]
                  exclude-paths: ["**/*.map"]
                  secondary-artifacts:
                    flat:
                      files: [out/**/*.txt]
                      discard-paths: yes
                """
            ),
            (
                "bin/make.sh",
                "#!/bin/sh\nmkdir -p out/deep && echo one > out/deep/one.txt && echo x > out/two.map && echo h > out/.hidden\n"
            )
        );

        var build = await world.RunAsync(
            "",
            project =>
            {
                project["source"] = new JsonObject { ["type"] = "S3", ["location"] = "the-bucket/source.zip" };
                project["artifacts"] = Zip("results", identifier: null);
                project["secondaryArtifacts"] = new JsonArray(Zip("flat.zip", "flat"));
            }
        );

        Assert.Equal("SUCCEEDED", CodeBuildWorld.StatusOf(build));
        Assert.Equal("arn:aws:s3:::the-bucket/results", build["artifacts"]!["location"]!.GetValue<string>());
        Assert.Equal([".hidden", "deep/one.txt"], (await world.UnzipAsync("results")).Keys);
        Assert.Equal(["one.txt"], (await world.UnzipAsync("flat.zip")).Keys);
    }

    [Theory]
    [InlineData("none/**/*", null, "no matching artifact paths found")]
    [InlineData("**/*", "none", "no matching base directory path found for none")]
    public async Task StartBuild_ArtifactsThatAreNotThere_FailTheUpload(string files, string? folder, string message)
    {
        await using var world = await CodeBuildWorld.StartAsync();
        var artifacts = new JsonObject { ["files"] = files };
        if (folder is not null)
            artifacts["base-directory"] = folder;
        var spec = new JsonObject
        {
            ["version"] = "0.2",
            ["phases"] = new JsonObject(),
            ["artifacts"] = artifacts,
        };

        var build = await world.RunAsync(
            spec.ToJsonString(),
            project => project["artifacts"] = Zip("results", identifier: null)
        );

        Assert.Equal(("UPLOAD_ARTIFACTS", "CLIENT_ERROR", message), CodeBuildWorld.FailureOf(build));
    }

    [Fact]
    public async Task StartBuild_Reports_AreHandedInAsTheRoleEvenWhenTheBuildFails()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        var spec = $$"""
            version: 0.2
            phases:
              build:
                commands:
                  - |
                    cat > results.xml <<'END'
                    {{Results.ReplaceLineEndings("\n        ")}}
                    END
                  - exit 1
            reports:
              tests:
                files: ["*.xml"]
            """;
        var denied = await world.RunAsync(spec);
        await world.AllowAsync(CodeBuildWorld.Usual + "," + Reporting);

        var build = await world.RunAgainAsync();

        Assert.Contains("UPLOAD_ARTIFACTS FAILED", CodeBuildWorld.PhasesOf(denied));
        Assert.Equal("FAILED", CodeBuildWorld.StatusOf(build));
        var arn = build["reportArns"]!.AsArray().Single()!.GetValue<string>();
        Assert.StartsWith("arn:aws:codebuild:eu-west-1:111111111111:report/app-tests:", arn, StringComparison.Ordinal);
        var found = await world.Builds.CallAsync(
            CodeBuildWorld.Account,
            "BatchGetReports",
            new() { ["reportArns"] = new JsonArray(arn) }
        );
        Assert.Equal("FAILED", found["reports"]![0]!["status"]!.GetValue<string>());
        var cases = await world.Builds.CallAsync(
            CodeBuildWorld.Account,
            "DescribeTestCases",
            new() { ["reportArn"] = arn }
        );
        Assert.Equal(
            ["A good SUCCEEDED", "A bad FAILED", "B left SKIPPED"],
            cases["testCases"]!.AsArray().Select(test => $"{test!["prefix"]} {test["name"]} {test["status"]}")
        );
    }

    [Fact]
    public async Task StartBuild_CacheInS3_GivesTheNextBuildWhatTheLastOneLeft()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        const string Spec = """
            version: 0.2
            phases:
              build:
                commands:
                  - cat ~/.tool/kept made/kept 2> /dev/null || echo nothing
                  - mkdir -p ~/.tool made && echo home > ~/.tool/kept && echo source > made/kept
            cache:
              paths: [/root/.tool/**/*, made/**/*]
            """;
        void Cache(JsonObject project) =>
            project["cache"] = new JsonObject { ["type"] = "S3", ["location"] = "the-bucket/cache" };

        var first = await world.RunAsync(Spec, Cache);
        var second = await world.RunAgainAsync();

        Assert.Contains("nothing", await world.LogOfAsync(first));
        var log = await world.LogOfAsync(second);
        Assert.Contains("home", log);
        Assert.Contains("source", log);
        Assert.DoesNotContain(log, line => line.Contains("Kept 2 file(s) in the cache", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartBuild_CacheInS3_HasFilesAsOldAsTheyWereAndIsWrittenAgainWhenOneChanges()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        const string Spec = """
            version: 0.2
            phases:
              build:
                commands:
                  - mkdir -p made; test -f made/old || touch -d 2001-02-03T04:05:06Z made/old
                  - date -u -r made/old +%FT%TZ; echo . >> made/grows; wc -l < made/grows
            cache:
              paths: [made/**/*]
            """;

        await world.RunAsync(
            Spec,
            project => project["cache"] = new JsonObject { ["type"] = "S3", ["location"] = "the-bucket/cache" }
        );
        await world.RunAgainAsync();
        var third = await world.LogOfAsync(await world.RunAgainAsync());

        Assert.Contains("2001-02-03T04:05:06Z", third);
        Assert.Contains("3", third);
    }

    static JsonObject Zip(string name, string? identifier) =>
        new()
        {
            ["type"] = "S3",
            ["location"] = "the-bucket",
            ["name"] = name,
            ["packaging"] = "ZIP",
            ["artifactIdentifier"] = identifier,
        };
}
