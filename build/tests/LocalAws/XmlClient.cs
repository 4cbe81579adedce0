using System.Xml.Linq;

namespace Build.Tests.LocalAws;

/// <summary>Calls services that answer XML, as an account's administrator unless another key is given.</summary>
public sealed class XmlClient(LocalWorld world, string service) : IDisposable
{
    readonly HttpClient _http = new();

    /// <summary>Sends a form: name=value and so on.</summary>
    public Task<(int Status, XElement Body)> FormAsync(string account, string form) =>
        FormAsync(SignedRequest.Key.Of(world.Server.AdministratorOf(account)), form);

    public Task<(int Status, XElement Body)> FormAsync(SignedRequest.Key key, string form) =>
        SendAsync(SignedRequest.Form(world.Server.Endpoint, key, DateTimeOffset.UtcNow, service, form));

    public Task<(int Status, XElement Body)> GetAsync(string account, string path, string query = "") =>
        SendAsync(
            new(
                world.Server.Endpoint,
                SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
                DateTimeOffset.UtcNow
            )
            {
                Service = service,
                Method = "GET",
                Path = path,
                Query = query,
            }
        );

    /// <summary>The status and the elements without namespaces.</summary>
    public async Task<(int Status, XElement Body)> SendAsync(SignedRequest request)
    {
        using var message = request.ToMessage();
        using var answer = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var body = text.Length == 0 ? new("Empty") : XElement.Parse(text);
        foreach (var element in body.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Remove();
        }
        return ((int)answer.StatusCode, body);
    }

    /// <summary>The texts of the elements of that name.</summary>
    public static IReadOnlyList<string> Texts(XElement body, string name) =>
        [.. body.Descendants(name).Select(element => element.Value)];

    public void Dispose() => _http.Dispose();
}
