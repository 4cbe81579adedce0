using System.IO.Compression;
using System.Text;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>A source that is a zip is unpacked into the build's folder, whatever its names and links say.</summary>
public sealed class HostileZipTests
{
    /// <summary>Entries: a name, and after an arrow where a link leads to.</summary>
    public static TheoryData<string> Zips =>
        [
            "../out",
            "/tmp/out",
            "a/../../out",
            "l -> /etc",
            "l -> ../../..",
            "l -> a/../../..",
            "a -> . | a/a/a/a/a/l -> ../../..",
            "a -> . | a/a/a/a/a/l -> ../../.. | l/out",
            "a -> b | b -> c/.. | c -> ../.. ",
            "l -> later/../x | later -> .",
            "one/two/file | up -> one/two | l -> up/../../..",
            "l -> m | m -> l",
            "A -> . | a/../../out",
        ];

    [Theory]
    [MemberData(nameof(Zips))]
    public async Task StartBuild_SourceThatLeadsOut_IsRefused(string entries)
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.S3.PutObjectAsync(
            new()
            {
                BucketName = CodeBuildWorld.Bucket,
                Key = "source.zip",
                InputStream = Zip(entries),
            },
            TestContext.Current.CancellationToken
        );

        var build = await world.RunAsync(
            "version: 0.2\nphases: {build: {commands: [\"ls -la\"]}}",
            project =>
            {
                project["source"]!["type"] = "S3";
                project["source"]!["location"] = $"{CodeBuildWorld.Bucket}/source.zip";
            }
        );

        Assert.Equal("FAILED", CodeBuildWorld.StatusOf(build));
        Assert.Contains("DOWNLOAD_SOURCE", build.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>What stays inside is unpacked, through links too.</summary>
    [Fact]
    public async Task StartBuild_SourceWhoseLinksStayInside_IsUnpacked()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.S3.PutObjectAsync(
            new()
            {
                BucketName = CodeBuildWorld.Bucket,
                Key = "source.zip",
                InputStream = Zip("one/two/file | up -> one/two | l -> up/../two/file | here -> ."),
            },
            TestContext.Current.CancellationToken
        );

        var build = await world.RunAsync(
            "version: 0.2\nphases: {build: {commands: [\"grep -q text here/l\"]}}",
            project =>
            {
                project["source"]!["type"] = "S3";
                project["source"]!["location"] = $"{CodeBuildWorld.Bucket}/source.zip";
            }
        );

        Assert.Equal("SUCCEEDED", CodeBuildWorld.StatusOf(build));
    }

    /// <summary>A pipe that nobody writes to fails the artifacts, and is not waited for.</summary>
    [Fact]
    public async Task StartBuild_ArtifactThatIsAPipe_FailsAndIsNotReadForEver()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "mkfifo");
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(
            "version: 0.2\nphases: {build: {commands: [\"mkfifo pipe\"]}}\nartifacts: {files: ['**/*']}",
            project =>
            {
                project["artifacts"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["type"] = "S3",
                    ["location"] = CodeBuildWorld.Bucket,
                    ["packaging"] = "ZIP",
                };
            }
        );

        Assert.Equal("FAILED", CodeBuildWorld.StatusOf(build));
    }

    static MemoryStream Zip(string entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var parts in entries.Split('|').Select(entry => entry.Split("->", StringSplitOptions.TrimEntries)))
            {
                var made = zip.CreateEntry(parts[0].Trim());
                made.ExternalAttributes = (parts.Length > 1 ? 0xA1FF : 0x81A4) << 16;
                using var content = made.Open();
                content.Write(Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : "text"));
            }
        stream.Position = 0;
        return stream;
    }
}
