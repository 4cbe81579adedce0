using System.IO.Compression;
using System.Text;
using AwsCatalog.Archives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Renewal;

namespace Build.Tests.Renewal;

/// <summary>The archives of the catalogue, made from what a server publishes as AWS does.</summary>
public sealed class CatalogRenewalTests : IAsyncLifetime
{
    const string Schema = """
        {"typeName": "AWS::Made::Up", "description": "Words.", "sourceUrl": "https://example.com", "additionalProperties": false,
         "definitions": {"title": {"type": "string", "description": "Words."}},
         "properties": {"description": {"type": "string", "default": "a"}, "Id": {"$ref": "#/definitions/title"}},
         "readOnlyProperties": ["/properties/Id"], "primaryIdentifier": ["/properties/Id"],
         "tagging": {"taggable": false, "permissions": ["made:Tag"]},
         "handlers": {"create": {"permissions": ["made:Create"], "timeoutInMinutes": 5}, "list": {"permissions": ["made:List"]}}}
        """;

    const string Service = """
        {"Name": "made", "Version": "v1.4",
         "Actions": [{"Name": "Create", "Resources": [{"Name": "up"}], "ActionConditionKeys": ["aws:TagKeys"],
                      "Annotations": {"Properties": {"IsWrite": true}}}, {"Name": "List"}],
         "Resources": [{"Name": "up", "ARNFormats": ["arn:${Partition}:made:${Region}:${Account}:up/${Id}"]}]}
        """;

    readonly WebApplication _server;
    readonly string _target = Path.GetTempFileName();
    readonly HttpClient _client = new();

    public CatalogRenewalTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/schemas.zip", context => Answer(context, Zip()));
        _server.MapGet(
            "/",
            context =>
                Answer(
                    context,
                    Encoding.UTF8.GetBytes($$"""[{"service": "made", "url": "{{Address}}v1/made/made.json"}]""")
                )
        );
        _server.MapGet("/v1/made/made.json", context => Answer(context, Encoding.UTF8.GetBytes(Service)));
    }

    string Address => $"{_server.Urls.First()}/";

    public async ValueTask InitializeAsync() => await _server.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        File.Delete(_target);
    }

    [Fact]
    public async Task RenewAsync_TheZipOfSchemas_KeepsWhatCountsAndItsDay()
    {
        Assert.Equal(
            0,
            await ResourceTypes.RenewAsync(_client, new(Address + "schemas.zip"), _target, TextWriter.Null)
        );

        var archive = await ReadAsync();
        Assert.Equal(new(2026, 10, 1), archive.Date);
        Assert.Equal(
            """{"additionalProperties":false,"definitions":{"title":{"type":"string"}},"handlers":{"create":["made:Create"]},"primaryIdentifier":["/properties/Id"],"properties":{"Id":{"$ref":"#/definitions/title"},"description":{"type":"string"}},"readOnlyProperties":["/properties/Id"],"tagging":{"taggable":false},"typeName":"AWS::Made::Up"}""",
            archive.Find("AWS::Made::Up")
        );
    }

    [Fact]
    public async Task RenewAsync_TheServiceAuthorizationReference_KeepsActionsAndResources()
    {
        Assert.Equal(0, await ServiceReference.RenewAsync(_client, new(Address), _target, TextWriter.Null));

        var archive = await ReadAsync();
        Assert.Equal(new(2026, 10, 1), archive.Date);
        Assert.Equal(
            """{"Name":"made","Actions":[{"Name":"Create","Resources":["up"],"ActionConditionKeys":["aws:TagKeys"]},{"Name":"List","Resources":[],"ActionConditionKeys":[]}],"Resources":[{"Name":"up","ARNFormats":["arn:${Partition}:made:${Region}:${Account}:up/${Id}"],"ConditionKeys":[]}]}""",
            archive.Find("made")
        );
    }

    async Task<TextArchive> ReadAsync() =>
        TextArchive.Read(await File.ReadAllBytesAsync(_target, TestContext.Current.CancellationToken));

    static Task Answer(HttpContext context, byte[] body)
    {
        context.Response.Headers.LastModified = "Thu, 01 Oct 2026 08:00:00 GMT";
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(zip.CreateEntry("aws-made-up.json").Open()))
            entry.Write(Schema);
        return bytes.ToArray();
    }
}
