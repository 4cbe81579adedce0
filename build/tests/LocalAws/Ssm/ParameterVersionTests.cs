using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;

namespace Build.Tests.LocalAws.Ssm;

/// <summary>Versions of parameters, the keys that they need, what is refused, and how they are found.</summary>
public class ParameterVersionTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every way to a value that was encrypted, whatever the parameter is now.</summary>
    [Theory]
    [InlineData("GetParameter")]
    [InlineData("GetParameters")]
    [InlineData("GetParametersByPath")]
    [InlineData("GetParameterHistory")]
    [InlineData("GetParameter of a version")]
    public async Task Read_SecureStringWithoutItsKey_IsDenied(string way)
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var key = await KeyThatNobodyDecryptsWithAsync(world);
        var secret = String("/app/secret", "one");
        (secret.Type, secret.KeyId) = (ParameterType.SecureString, key);
        await ssm.PutParameterAsync(secret, Cancellation);

        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() =>
            way switch
            {
                "GetParameter" => (Task)
                    ssm.GetParameterAsync(new() { Name = "/app/secret", WithDecryption = true }, Cancellation),
                "GetParameters" => ssm.GetParametersAsync(
                    new() { Names = ["/app/secret"], WithDecryption = true },
                    Cancellation
                ),
                "GetParametersByPath" => ssm.GetParametersByPathAsync(
                    new() { Path = "/app", WithDecryption = true },
                    Cancellation
                ),
                "GetParameterHistory" => ssm.GetParameterHistoryAsync(
                    new() { Name = "/app/secret", WithDecryption = true },
                    Cancellation
                ),
                _ => ssm.GetParameterAsync(new() { Name = "/app/secret:1", WithDecryption = true }, Cancellation),
            }
        );

        Assert.Equal("AccessDeniedException", error.ErrorCode);
    }

    [Theory]
    [InlineData("String", "SecureString")]
    [InlineData("SecureString", "String")]
    [InlineData("StringList", "String")]
    public async Task PutParameter_OfAnotherType_IsAHierarchyTypeMismatch(string type, string other)
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var put = String("name", "one");
        put.Type = type;
        await ssm.PutParameterAsync(put, Cancellation);

        (put.Type, put.Overwrite) = (other, true);

        await Assert.ThrowsAsync<HierarchyTypeMismatchException>(() => ssm.PutParameterAsync(put, Cancellation));
    }

    /// <summary>"Managing parameter versions", Systems Manager User Guide.</summary>
    [Fact]
    public async Task PutParameter_WhereTheOldestOfAHundredVersionsHasALabel_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var put = String("name", "value");
        put.Overwrite = true;
        for (var version = 1; version <= 100; version++)
            await ssm.PutParameterAsync(put, Cancellation);
        await ssm.LabelParameterVersionAsync(
            new()
            {
                Name = "name",
                ParameterVersion = 1,
                Labels = ["live"],
            },
            Cancellation
        );

        await Assert.ThrowsAsync<ParameterMaxVersionLimitExceededException>(() =>
            ssm.PutParameterAsync(put, Cancellation)
        );
        var live = await ssm.GetParameterAsync(new() { Name = "name:live" }, Cancellation);
        Assert.Equal(1, live.Parameter.Version);
    }

    [Fact]
    public async Task GetParameterHistory_EachVersion_HasWhatWasSaidOfIt()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var put = String("name", "1");
        (put.Description, put.AllowedPattern) = ("first", "^\\d$");
        await ssm.PutParameterAsync(put, Cancellation);
        (put.Value, put.Description, put.AllowedPattern, put.Overwrite) = ("22", "second", "^\\d+$", true);
        await ssm.PutParameterAsync(put, Cancellation);

        var history = await ssm.GetParameterHistoryAsync(new() { Name = "name" }, Cancellation);

        Assert.Equal(
            [("1", "first", "^\\d$"), ("22", "second", "^\\d+$")],
            history.Parameters.Select(version => (version.Value, version.Description, version.AllowedPattern))
        );
    }

    [Fact]
    public async Task GetParameters_VersionsThatDoNotExist_AreInvalid()
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        await ssm.PutParameterAsync(String("name", "one"), Cancellation);

        var got = await ssm.GetParametersAsync(new() { Names = ["name:1", "name:9", "name:label"] }, Cancellation);

        Assert.Equal("one", Assert.Single(got.Parameters).Value);
        Assert.Equal(["name:9", "name:label"], got.InvalidParameters);
    }

    [Theory]
    [InlineData("{{ssm:other}}", null, "text")]
    [InlineData("{{other}}", null, "text")]
    [InlineData("one", "team", "text")]
    [InlineData("one", null, "Text")]
    [InlineData("one", null, "aws:ec2:image")]
    [InlineData("one", "aws:team", "text")]
    public async Task PutParameter_WhatAwsRefuses_IsAValidationException(string value, string? tag, string dataType)
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var put = String("name", value);
        put.DataType = dataType;
        put.Overwrite = tag == "team";
        if (tag is not null)
            put.Tags = [new() { Key = tag, Value = "one" }];

        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() =>
            ssm.PutParameterAsync(put, Cancellation)
        );

        Assert.Equal("ValidationException", error.ErrorCode);
    }

    [Theory]
    [InlineData("Type", "Equals", "StringList", "/app/list")]
    [InlineData("Name", "Contains", "deep", "/app/deep/name")]
    [InlineData("Path", "Recursive", "/app", "/app/deep/name /app/list")]
    [InlineData("Path", "OneLevel", "/app", "/app/list")]
    [InlineData("tag:team", "Equals", "blue", "name")]
    [InlineData("Label", "Equals", "live", "name")]
    public async Task DescribeParameters_Filtered_GivesThoseThatFit(
        string key,
        string option,
        string value,
        string expected
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var ssm = Client(world, LocalWorld.First);
        var tagged = String("name", "one");
        tagged.Tags = [new() { Key = "team", Value = "blue" }];
        await ssm.PutParameterAsync(tagged, Cancellation);
        await ssm.LabelParameterVersionAsync(new() { Name = "name", Labels = ["live"] }, Cancellation);
        var list = String("/app/list", "one,two");
        list.Type = ParameterType.StringList;
        await ssm.PutParameterAsync(list, Cancellation);
        await ssm.PutParameterAsync(String("/app/deep/name", "one"), Cancellation);

        var found = await ssm.DescribeParametersAsync(
            new()
            {
                ParameterFilters =
                [
                    new()
                    {
                        Key = key,
                        Option = option,
                        Values = [value],
                    },
                ],
            },
            Cancellation
        );

        Assert.Equal(expected, string.Join(' ', found.Parameters.Select(parameter => parameter.Name)));
    }

    /// <summary>A key with which everyone in the account may encrypt, and nobody decrypt.</summary>
    static async Task<string> KeyThatNobodyDecryptsWithAsync(LocalWorld world)
    {
        using var kms = new JsonClient(world, "kms", "TrentService");
        var made = await kms.CallAsync(
            LocalWorld.First,
            "CreateKey",
            new()
            {
                ["Policy"] = """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"},
                  {"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}
                """,
            }
        );
        return made["KeyMetadata"]!["Arn"]!.GetValue<string>();
    }

    static PutParameterRequest String(string name, string value) =>
        new()
        {
            Name = name,
            Value = value,
            Type = ParameterType.String,
        };

    static AmazonSimpleSystemsManagementClient Client(LocalWorld world, string account) =>
        new(world.Administrator(account), world.Configure(new AmazonSimpleSystemsManagementConfig()));
}
