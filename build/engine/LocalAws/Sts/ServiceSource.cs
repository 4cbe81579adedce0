using Iam;

namespace LocalAws.Sts;

/// <summary>On whose behalf a service assumes a role, which keeps trust policies from being used by others through the service ("The confused deputy problem" in the IAM User Guide).</summary>
/// <param name="Account">aws:SourceAccount.</param>
/// <param name="Arn">aws:SourceArn, or null where the service does not tell it.</param>
public sealed record ServiceSource(string Account, string? Arn = null)
{
    /// <summary>The context with the keys.</summary>
    public RequestContext AddTo(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context = context.With("aws:SourceAccount", Account);
        return Arn is null ? context : context.With("aws:SourceArn", Arn);
    }
}
