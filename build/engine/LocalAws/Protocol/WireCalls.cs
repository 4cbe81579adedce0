using LocalAws.Faults;
using LocalAws.Worlds;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Answers calls as slowly and faultily as the world is made.</summary>
sealed class WireCalls(FaultyWorld world)
{
    /// <summary>The server is stopping, and nothing is waited for any longer.</summary>
    public bool IsClosing => world.IsClosing;

    /// <summary>Null when there is nothing to do and nobody to tell.</summary>
    public WireCall? Arrive(IAwsService service, AwsRequest request)
    {
        if (world.IsIdle)
            return null;
        var name = service.NameOf(request);
        return world.Arrive(
            new(0, request.Caller.Account, request.Region, request.Service, name.Action, name.Resource)
            {
                UserAgent = request.Http.Request.Headers.UserAgent.ToString(),
            }
        );
    }

    /// <summary>Tells the watchers how it ended.</summary>
    public void End(WireCall? call, AwsRequest? request)
    {
        if (call is null || request is null)
            return;
        var answered = !request.Http.RequestAborted.IsCancellationRequested && !IsLost(call.Fault);
        world.End(call with { Status = answered ? request.Http.Response.StatusCode : 0 });
    }

    public async Task AnswerAsync(
        WireCall? call,
        IAwsService service,
        AwsRequest request,
        CancellationToken cancellationToken
    )
    {
        if (call is null)
        {
            await service.HandleAsync(request, cancellationToken);
            return;
        }
        await world.DelayAsync(call, cancellationToken);
        if (call.IsThrottled)
            throw service.Errors.Throttled();
        switch (call.Fault)
        {
            case FaultKind.InternalFailure:
                throw service.Errors.Internal();
            case FaultKind.ExpiredToken:
                throw service.Errors.Translate(new SignatureException(SignatureFault.ExpiredToken));
            case FaultKind.Reset:
                request.Http.Abort();
                break;
            case FaultKind.Unanswered:
                await world.HangAsync(cancellationToken);
                break;
            case FaultKind.AnswerLost:
                await DoUnheardAsync(service, request, cancellationToken);
                request.Http.Abort();
                break;
            case FaultKind.AnswerSpoilt:
                await DoUnheardAsync(service, request, cancellationToken);
                request.Http.Response.Clear();
                throw service.Errors.Internal();
            case FaultKind.Stale:
                Moment.Current = world.MomentOf(call);
                await service.HandleAsync(request, cancellationToken);
                break;
            default:
                await service.HandleAsync(request, cancellationToken);
                break;
        }
    }

    /// <summary>Does what is asked and keeps the answer back; a refusal is answered as it is.</summary>
    static async Task DoUnheardAsync(IAwsService service, AwsRequest request, CancellationToken cancellationToken)
    {
        var response = request.Http.Response;
        var heard = response.Body;
        response.Body = Stream.Null;
        try
        {
            await service.HandleAsync(request, cancellationToken);
        }
        finally
        {
            response.Body = heard;
        }
    }

    static bool IsLost(FaultKind? fault) => fault is FaultKind.Reset or FaultKind.Unanswered or FaultKind.AnswerLost;
}
