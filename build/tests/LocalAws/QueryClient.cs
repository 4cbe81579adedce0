using System.Xml.Linq;

namespace Build.Tests.LocalAws;

/// <summary>Calls services of the Query protocol for which there is no client on the feed.</summary>
public sealed class QueryClient(LocalWorld world, string service, string version) : IDisposable
{
    readonly HttpClient _http = new();

    /// <summary>The answer of a call that succeeds.</summary>
    public async Task<XElement> CallAsync(
        string account,
        string action,
        params (string Name, string Value)[] parameters
    )
    {
        var (status, answer) = await SendAsync(KeyOf(account), action, parameters);
        Assert.True(status == 200, answer.ToString());
        return answer;
    }

    /// <summary>The code of a call that fails.</summary>
    public async Task<string> RefusedAsync(
        string account,
        string action,
        params (string Name, string Value)[] parameters
    )
    {
        var (status, answer) = await SendAsync(KeyOf(account), action, parameters);
        Assert.InRange(status, 400, 499);
        return Text(answer, "Code");
    }

    public async Task<(int Status, XElement Body)> SendAsync(
        SignedRequest.Key key,
        string action,
        IEnumerable<(string Name, string Value)> parameters
    )
    {
        var form = string.Join(
            '&',
            parameters
                .Prepend(("Version", version))
                .Prepend(("Action", action))
                .Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}")
        );
        var request = SignedRequest.Form(world.Server.Endpoint, key, DateTimeOffset.UtcNow, service, form);
        using var answer = await _http.SendAsync(request.ToMessage(), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, XElement.Parse(text));
    }

    /// <summary>The text of the first element of that name.</summary>
    public static string Text(XElement answer, string name) =>
        answer.Descendants().First(element => element.Name.LocalName == name).Value;

    /// <summary>The texts of all elements of that name.</summary>
    public static IReadOnlyList<string> Texts(XElement answer, string name) =>
        [.. answer.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value)];

    public void Dispose() => _http.Dispose();

    SignedRequest.Key KeyOf(string account) => SignedRequest.Key.Of(world.Server.AdministratorOf(account));
}
