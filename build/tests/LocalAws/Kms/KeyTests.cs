using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Kms;

public sealed class KeyTests : IAsyncLifetime
{
    const string Owner = LocalWorld.First;
    const string Other = LocalWorld.Second;
    LocalWorld _world = null!;
    JsonClient _kms = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _kms = new(_world, "kms", "TrentService");
    }

    [Fact]
    public async Task PutKeyPolicy_ThatLocksTheCallerOut_IsRefusedUnlessTheCheckIsBypassed()
    {
        var arn = await CreateAsync();
        var body = new JsonObject
        {
            ["KeyId"] = arn,
            ["Policy"] = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/OrganizationAccountAccessRole"},"Action":"kms:*","Resource":"*"}]}
                """,
        };

        Assert.Equal("MalformedPolicyDocumentException", await _kms.RefusedAsync(Owner, "PutKeyPolicy", body));

        body["BypassPolicyLockoutSafetyCheck"] = true;
        await _kms.CallAsync(Owner, "PutKeyPolicy", body);
        Assert.Equal(
            "AccessDeniedException",
            await _kms.RefusedAsync(Owner, "GetKeyPolicy", new() { ["KeyId"] = arn, ["PolicyName"] = "default" })
        );
    }

    [Fact]
    public async Task Encrypt_ThenDecrypt_GivesThePlaintext()
    {
        var arn = await CreateAsync();
        var encrypted = await _kms.CallAsync(Owner, "Encrypt", new() { ["KeyId"] = arn, ["Plaintext"] = "c2VjcmV0" });

        var decrypted = await _kms.CallAsync(
            Owner,
            "Decrypt",
            new() { ["CiphertextBlob"] = Text(encrypted, "CiphertextBlob") }
        );

        Assert.Equal("c2VjcmV0", Text(decrypted, "Plaintext"));
        Assert.Equal(arn, Text(decrypted, "KeyId"));
    }

    [Fact]
    public async Task Decrypt_OtherEncryptionContext_IsAnInvalidCiphertext()
    {
        var arn = await CreateAsync();
        var encrypted = await _kms.CallAsync(
            Owner,
            "Encrypt",
            new()
            {
                ["KeyId"] = arn,
                ["Plaintext"] = "c2VjcmV0",
                ["EncryptionContext"] = new JsonObject { ["stage"] = "one" },
            }
        );

        var code = await _kms.RefusedAsync(
            Owner,
            "Decrypt",
            new()
            {
                ["CiphertextBlob"] = Text(encrypted, "CiphertextBlob"),
                ["EncryptionContext"] = new JsonObject { ["stage"] = "two" },
            }
        );

        Assert.Equal("InvalidCiphertextException", code);
    }

    [Fact]
    public async Task Decrypt_FromAnotherAccount_NeedsTheKeyPolicy()
    {
        var arn = await CreateAsync();
        var encrypted = await _kms.CallAsync(Owner, "Encrypt", new() { ["KeyId"] = arn, ["Plaintext"] = "c2VjcmV0" });
        var decryption = new JsonObject { ["CiphertextBlob"] = Text(encrypted, "CiphertextBlob") };

        Assert.Equal("AccessDeniedException", await _kms.RefusedAsync(Other, "Decrypt", decryption));
        await _kms.CallAsync(
            Owner,
            "PutKeyPolicy",
            new()
            {
                ["KeyId"] = arn,
                ["PolicyName"] = "default",
                ["Policy"] = """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"},
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:Decrypt","Resource":"*"}]}
                """,
            }
        );

        Assert.Equal("c2VjcmV0", Text(await _kms.CallAsync(Other, "Decrypt", decryption), "Plaintext"));
    }

    [Fact]
    public async Task Encrypt_KeyPolicyWithoutTheAccount_IsDeniedEvenToItsAdministrator()
    {
        var created = await _kms.CallAsync(
            Owner,
            "CreateKey",
            new()
            {
                ["Policy"] = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:Describe*","Resource":"*"}]}
                """,
                ["BypassPolicyLockoutSafetyCheck"] = true,
            }
        );
        var arn = created["KeyMetadata"]!["Arn"]!.GetValue<string>();

        Assert.Equal(
            "AccessDeniedException",
            await _kms.RefusedAsync(Owner, "Encrypt", new() { ["KeyId"] = arn, ["Plaintext"] = "c2VjcmV0" })
        );
    }

    [Fact]
    public async Task Alias_OfAKey_NamesIt()
    {
        var arn = await CreateAsync();
        await _kms.CallAsync(Owner, "CreateAlias", new() { ["AliasName"] = "alias/app", ["TargetKeyId"] = arn });

        var described = await _kms.CallAsync(Owner, "DescribeKey", new() { ["KeyId"] = "alias/app" });

        Assert.Equal(arn, described["KeyMetadata"]!["Arn"]!.GetValue<string>());
        Assert.Equal(
            "NotFoundException",
            await _kms.RefusedAsync(Owner, "DescribeKey", new() { ["KeyId"] = "alias/none" })
        );
    }

    [Theory]
    [InlineData("DisableKey", "DisabledException")]
    [InlineData("ScheduleKeyDeletion", "KMSInvalidStateException")]
    public async Task Encrypt_KeyThatIsNotEnabled_IsRefused(string operation, string code)
    {
        var arn = await CreateAsync();
        await _kms.CallAsync(Owner, operation, new() { ["KeyId"] = arn });

        Assert.Equal(
            code,
            await _kms.RefusedAsync(Owner, "Encrypt", new() { ["KeyId"] = arn, ["Plaintext"] = "c2VjcmV0" })
        );
    }

    public async ValueTask DisposeAsync()
    {
        _kms.Dispose();
        await _world.DisposeAsync();
    }

    async Task<string> CreateAsync() =>
        (await _kms.CallAsync(Owner, "CreateKey", []))["KeyMetadata"]!["Arn"]!.GetValue<string>();

    static string Text(JsonObject answer, string name) => answer[name]!.GetValue<string>();
}
