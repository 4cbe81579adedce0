using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Secrets;

public sealed class SecretTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    const string Other = LocalWorld.Second;
    LocalWorld _world = null!;
    JsonClient _secrets = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _secrets = new(_world, "secretsmanager", "secretsmanager");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetSecretValue_ByNameOrArn_GivesTheValue(bool byArn)
    {
        var arn = await CreateAsync("app/token", "one");

        var got = await _secrets.CallAsync(Owner, "GetSecretValue", Id(byArn ? arn : "app/token"));

        Assert.Equal("one", got["SecretString"]!.GetValue<string>());
        Assert.Matches("^arn:aws:secretsmanager:eu-west-1:111111111111:secret:app/token-[A-Za-z0-9]{6}$", arn);
    }

    [Fact]
    public async Task PutSecretValue_Twice_MovesTheStages()
    {
        await CreateAsync("token", "one");
        await PutAsync("two");
        await PutAsync("three");

        var current = await _secrets.CallAsync(Owner, "GetSecretValue", Id("token"));
        var previous = await _secrets.CallAsync(
            Owner,
            "GetSecretValue",
            new() { ["SecretId"] = "token", ["VersionStage"] = "AWSPREVIOUS" }
        );
        var versions = await _secrets.CallAsync(Owner, "ListSecretVersionIds", Id("token"));

        Assert.Equal("three", current["SecretString"]!.GetValue<string>());
        Assert.Equal("two", previous["SecretString"]!.GetValue<string>());
        Assert.Equal(2, versions["Versions"]!.AsArray().Count);
    }

    /// <summary>As moto verified on AWS: test_create_duplicate_secret_with_same_token and its neighbours.</summary>
    [Theory]
    [InlineData("one", "token-of-the-request-that-was-repeated", null)]
    [InlineData("two", "token-of-the-request-that-was-repeated", "ResourceExistsException")]
    [InlineData("one", "token-of-another-request-altogether", "ResourceExistsException")]
    public async Task CreateSecret_Again_IsTheSameRequestOrRefused(string value, string token, string? refused)
    {
        var first = await _secrets.CallAsync(
            Owner,
            "CreateSecret",
            Request("one", "token-of-the-request-that-was-repeated")
        );

        if (refused is not null)
            Assert.Equal(refused, await _secrets.RefusedAsync(Owner, "CreateSecret", Request(value, token)));
        else
            Assert.Equal(
                first.ToJsonString(),
                (await _secrets.CallAsync(Owner, "CreateSecret", Request(value, token))).ToJsonString()
            );

        static JsonObject Request(string value, string token) =>
            new()
            {
                ["Name"] = "token",
                ["SecretString"] = value,
                ["ClientRequestToken"] = token,
            };
    }

    [Fact]
    public async Task PutSecretValue_PendingAsTheFirst_IsCurrentToo()
    {
        await _secrets.CallAsync(Owner, "CreateSecret", new() { ["Name"] = "token" });

        var put = await _secrets.CallAsync(
            Owner,
            "PutSecretValue",
            new()
            {
                ["SecretId"] = "token",
                ["SecretString"] = "one",
                ["VersionStages"] = new JsonArray("AWSPENDING"),
            }
        );

        Assert.Equal("""["AWSPENDING","AWSCURRENT"]""", put["VersionStages"]!.ToJsonString());
    }

    [Fact]
    public async Task UpdateSecretVersionStage_ToThePendingVersion_MakesTheOldOnePrevious()
    {
        await CreateAsync("token", "one");
        var current = (await _secrets.CallAsync(Owner, "GetSecretValue", Id("token")))["VersionId"]!.GetValue<string>();
        var pending = await _secrets.CallAsync(
            Owner,
            "PutSecretValue",
            new()
            {
                ["SecretId"] = "token",
                ["SecretString"] = "two",
                ["VersionStages"] = new JsonArray("AWSPENDING"),
            }
        );
        var move = new JsonObject
        {
            ["SecretId"] = "token",
            ["VersionStage"] = "AWSCURRENT",
            ["MoveToVersionId"] = pending["VersionId"]!.GetValue<string>(),
        };

        Assert.Equal(
            "InvalidParameterException",
            await _secrets.RefusedAsync(Owner, "UpdateSecretVersionStage", (JsonObject)move.DeepClone())
        );
        move["RemoveFromVersionId"] = current;
        await _secrets.CallAsync(Owner, "UpdateSecretVersionStage", move);

        var now = await _secrets.CallAsync(Owner, "GetSecretValue", Id("token"));
        var previous = await _secrets.CallAsync(
            Owner,
            "GetSecretValue",
            new() { ["SecretId"] = "token", ["VersionStage"] = "AWSPREVIOUS" }
        );
        Assert.Equal("two", now["SecretString"]!.GetValue<string>());
        Assert.Equal("one", previous["SecretString"]!.GetValue<string>());
    }

    [Fact]
    public async Task DeleteSecret_ForcedWhereThereIsNone_Succeeds() =>
        await _secrets.CallAsync(
            Owner,
            "DeleteSecret",
            new() { ["SecretId"] = "missing", ["ForceDeleteWithoutRecovery"] = true }
        );

    /// <summary>A version stays encrypted with the key that it was encrypted with, until AWS encrypts it anew.</summary>
    [Fact]
    public async Task GetSecretValue_OfAVersionUnderAnOlderKey_NeedsThatKey()
    {
        using var kms = new JsonClient(_world, "kms", "TrentService");
        var old = await KeyAsync(kms);
        await _secrets.CallAsync(
            Owner,
            "CreateSecret",
            new()
            {
                ["Name"] = "token",
                ["SecretString"] = "one",
                ["KmsKeyId"] = old,
            }
        );
        var kept = await _secrets.CallAsync(
            Owner,
            "PutSecretValue",
            new()
            {
                ["SecretId"] = "token",
                ["SecretString"] = "two",
                ["VersionStages"] = new JsonArray("kept"),
            }
        );
        await _secrets.CallAsync(
            Owner,
            "UpdateSecret",
            new() { ["SecretId"] = "token", ["KmsKeyId"] = await KeyAsync(kms) }
        );
        await kms.CallAsync(Owner, "DisableKey", new() { ["KeyId"] = old });

        await _secrets.CallAsync(Owner, "GetSecretValue", Id("token"));
        await _secrets.RefusedAsync(
            Owner,
            "GetSecretValue",
            new() { ["SecretId"] = "token", ["VersionId"] = kept["VersionId"]!.GetValue<string>() }
        );
    }

    [Theory]
    [InlineData("ExcludeNumbers", "^[^0-9]{20}$")]
    [InlineData("ExcludePunctuation", "^[A-Za-z0-9]{20}$")]
    [InlineData("ExcludeUppercase", "^[^A-Z]{20}$")]
    [InlineData("ExcludeLowercase", "^[^a-z]{20}$")]
    public async Task GetRandomPassword_Excluding_HasNoneOfThem(string exclusion, string pattern)
    {
        var answer = await _secrets.CallAsync(
            Owner,
            "GetRandomPassword",
            new() { ["PasswordLength"] = 20, [exclusion] = true }
        );

        Assert.Matches(pattern, answer["RandomPassword"]!.GetValue<string>());
    }

    /// <summary>As moto verified on AWS: test_with_duplicate_filter_keys and its neighbours.</summary>
    [Theory]
    [InlineData("""[{"Key":"name","Values":["app"]}]""", "app/one app/two")]
    [InlineData("""[{"Key":"name","Values":["!app"]}]""", "other")]
    [InlineData("""[{"Key":"description","Values":["two"]},{"Key":"description","Values":["one"]}]""", "app/two")]
    [InlineData("""[{"Key":"description","Values":["o t"]}]""", "app/two")]
    [InlineData("""[{"Key":"tag-key","Values":["team"]}]""", "other")]
    [InlineData("""[{"Key":"all","Values":["BLUE"]}]""", "other")]
    public async Task ListSecrets_Filtered_GivesThoseThatFit(string filters, string expected)
    {
        await CreateAsync("app/one", "value");
        await _secrets.CallAsync(
            Owner,
            "CreateSecret",
            new() { ["Name"] = "app/two", ["Description"] = "one and two" }
        );
        await _secrets.CallAsync(
            Owner,
            "CreateSecret",
            new()
            {
                ["Name"] = "other",
                ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "blue" }),
            }
        );

        var found = await _secrets.CallAsync(Owner, "ListSecrets", new() { ["Filters"] = JsonNode.Parse(filters) });

        Assert.Equal(
            expected,
            string.Join(' ', found["SecretList"]!.AsArray().Select(secret => secret!["Name"]!.GetValue<string>()))
        );
    }

    static async Task<string> KeyAsync(JsonClient kms) =>
        (await kms.CallAsync(Owner, "CreateKey", []))["KeyMetadata"]!["Arn"]!.GetValue<string>();

    [Fact]
    public async Task DeleteSecret_WithARecoveryWindow_HidesTheValueUntilRestored()
    {
        await CreateAsync("token", "one");
        await _secrets.CallAsync(Owner, "DeleteSecret", Id("token"));

        Assert.Equal("InvalidRequestException", await _secrets.RefusedAsync(Owner, "GetSecretValue", Id("token")));
        await _secrets.CallAsync(Owner, "RestoreSecret", Id("token"));
        await _secrets.CallAsync(Owner, "GetSecretValue", Id("token"));
    }

    [Fact]
    public async Task GetSecretValue_Missing_ResourceNotFound() =>
        Assert.Equal("ResourceNotFoundException", await _secrets.RefusedAsync(Owner, "GetSecretValue", Id("none")));

    [Fact]
    public async Task GetSecretValue_FromAnotherAccount_NeedsPolicyAndAKeyOfTheCustomer()
    {
        using var kms = new JsonClient(_world, "kms", "TrentService");
        var key = await kms.CallAsync(
            Owner,
            "CreateKey",
            new()
            {
                ["Policy"] = """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"},
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:Decrypt","Resource":"*"}]}
                """,
            }
        );
        var own = await CreateAsync("own-key", "one", key["KeyMetadata"]!["Arn"]!.GetValue<string>());
        var usual = await CreateAsync("usual-key", "one");

        Assert.Equal("AccessDeniedException", await _secrets.RefusedAsync(Other, "GetSecretValue", Id(own)));
        foreach (var arn in new[] { own, usual })
        {
            await _secrets.CallAsync(
                Owner,
                "PutResourcePolicy",
                new()
                {
                    ["SecretId"] = arn,
                    ["ResourcePolicy"] = """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}
                    """,
                }
            );
        }

        await _secrets.CallAsync(Other, "GetSecretValue", Id(own));
        Assert.Equal("InvalidRequestException", await _secrets.RefusedAsync(Other, "GetSecretValue", Id(usual)));
    }

    public async ValueTask DisposeAsync()
    {
        _secrets.Dispose();
        await _world.DisposeAsync();
    }

    async Task<string> CreateAsync(string name, string value, string? key = null)
    {
        var body = new JsonObject { ["Name"] = name, ["SecretString"] = value };
        if (key is not null)
            body["KmsKeyId"] = key;
        return (await _secrets.CallAsync(Owner, "CreateSecret", body))["ARN"]!.GetValue<string>();
    }

    Task<JsonObject> PutAsync(string value) =>
        _secrets.CallAsync(Owner, "PutSecretValue", new() { ["SecretId"] = "token", ["SecretString"] = value });

    static JsonObject Id(string id) => new() { ["SecretId"] = id };
}
