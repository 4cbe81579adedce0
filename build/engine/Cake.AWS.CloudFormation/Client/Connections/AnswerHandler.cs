using System.Net.Http.Headers;

namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>Sends an attempt, limits every wait of it, and reads its answer whole: what fails, fails here.</summary>
sealed class AnswerHandler(AwsConnections connections, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var endpoint = connections.Of(request.RequestUri!);
        endpoint.Begin();
        try
        {
            EndpointTrouble? known = null;
            for (var wait = ConnectionLimits.FirstWait; ; wait = Min(wait * 2, ConnectionLimits.LongestWait))
            {
                var had = endpoint.HasAnswered;
                var (answer, trouble, cause) = await AttemptAsync(request, endpoint, cancellationToken);
                // The end of all patience cut the last attempt short, and says less than the one before.
                if (cause is TimeoutException && !had && endpoint.Waited >= ConnectionLimits.Never)
                    trouble = known ?? trouble;
                known = trouble;
                if (trouble is null)
                {
                    endpoint.Answered();
                    connections.Heed(request.RequestUri!, answer!);
                    return answer!;
                }
                var next = Jittered(wait);
                if (!had && (IsFinal(trouble) || endpoint.Waited + next >= ConnectionLimits.Never))
                {
                    answer?.Dispose();
                    throw new EndpointUnreachableException(trouble);
                }
                if (had || endpoint.HasAnswered || !CanRepeat(request))
                    // An error of AWS's is read by who asked.
                    return answer is { IsSuccessStatusCode: false } && trouble.Kind == TroubleKind.Unreachable
                        ? answer
                        : throw new HttpRequestException($"{trouble.Host}: {trouble.Reason}", cause);
                answer?.Dispose();
                await Task.Delay(next, connections.Time, cancellationToken);
            }
        }
        finally
        {
            endpoint.End();
        }
    }

    async Task<(HttpResponseMessage? Answer, EndpointTrouble? Trouble, Exception? Cause)> AttemptAsync(
        HttpRequestMessage request,
        EndpointRecord endpoint,
        CancellationToken cancellationToken
    )
    {
        var patience = Patience(request, endpoint);
        using var limit = new CancellationTokenSource(patience, connections.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var silence = endpoint.HasAnswered ? ConnectionLimits.LaterSilence : ConnectionLimits.Silence;
        // An attempt that ends before is told of then.
        await using var watch = connections.Time.CreateTimer(
            _ => endpoint.Silent(silence),
            null,
            silence < patience ? silence : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, either.Token);
            var body = await BodyOfAsync(answer, () => limit.CancelAfter(BodyPatience(endpoint)), either.Token);
            return AnswerShape.ProblemOf(answer, body) is var (kind, reason)
                ? (answer, endpoint.Failed(kind, reason), null)
                : (answer, null, null);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            answer?.Dispose();
            var reason = answer is null
                ? $"no answer within {patience.TotalSeconds:0} seconds"
                : $"half an answer, then nothing for {BodyPatience(endpoint).TotalSeconds:0} seconds";
            return (null, endpoint.Failed(TroubleKind.Unreachable, reason), new TimeoutException(reason, e));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            answer?.Dispose();
            var (kind, reason) = TroubleReasons.Of(e, connections.Proxy.GetProxy(request.RequestUri!));
            return (null, endpoint.Failed(kind, reason), e);
        }
    }

    /// <summary>Reads the body whole, which then stands in the answer; each part of it has its time.</summary>
    static async Task<byte[]> BodyOfAsync(HttpResponseMessage answer, Action renew, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var stream = await answer.Content.ReadAsStreamAsync(cancellationToken))
        {
            var part = new byte[16 * 1024];
            do
            {
                renew();
                var read = await stream.ReadAsync(part, cancellationToken);
                if (read == 0)
                    break;
                await body.WriteAsync(part.AsMemory(0, read), cancellationToken);
            } while (true);
        }
        var bytes = body.ToArray();
        var content = new ByteArrayContent(bytes);
        Copy(answer.Content.Headers, content.Headers);
        answer.Content.Dispose();
        answer.Content = content;
        return bytes;
    }

    static void Copy(HttpContentHeaders from, HttpContentHeaders to)
    {
        foreach (var (name, values) in from.NonValidated)
            to.TryAddWithoutValidation(name, values);
    }

    static TimeSpan Patience(HttpRequestMessage request, EndpointRecord endpoint)
    {
        var upload = TimeSpan.FromSeconds(
            (request.Content?.Headers.ContentLength ?? 0) / ConnectionLimits.SlowestUpload
        );
        if (endpoint.HasAnswered)
            return ConnectionLimits.Answer + upload;
        return FirstPatience(endpoint) + upload;
    }

    static TimeSpan BodyPatience(EndpointRecord endpoint) =>
        endpoint.HasAnswered ? ConnectionLimits.Body : FirstPatience(endpoint);

    static TimeSpan FirstPatience(EndpointRecord endpoint)
    {
        var rest = ConnectionLimits.Never - endpoint.Waited;
        return Min(ConnectionLimits.FirstAnswer, rest > ConnectionLimits.FirstWait ? rest : ConnectionLimits.FirstWait);
    }

    /// <summary>What the next attempt meets again.</summary>
    static bool IsFinal(EndpointTrouble trouble) => trouble.Kind is TroubleKind.Certificate or TroubleKind.Handles;

    static bool CanRepeat(HttpRequestMessage request) => request.Content is null or ByteArrayContent;

    static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

#pragma warning disable CA5394 // Spread, not secrecy.
    static TimeSpan Jittered(TimeSpan wait) => wait * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
}
