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
        Assert.Equal("AccessDeniedException", await _secrets.RefusedAsync(Other, "GetSecretValue", Id(usual)));
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
