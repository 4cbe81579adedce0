using System.Globalization;
using LocalAws.Faults;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>
/// What every answer says of this AWS: its time, by which clients correct theirs, and how many seconds changes of IAM take here,
/// so that a client need not wait longer for a refusal to pass.
/// </summary>
sealed class AnswerHeaders(LocalAwsOptions options)
{
    const string IamPropagation = "x-local-aws-iam-propagation";

    readonly string seconds = options
        .Faults.PropagationOf(Propagation.Iam)
        .TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    public void WriteTo(HttpResponse answer)
    {
        answer.Headers.Date = options.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        answer.Headers[IamPropagation] = seconds;
    }
}
