using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Faults;

/// <summary>Says on every answer how long changes of IAM take here, in seconds: a client need not wait longer for a refusal to pass.</summary>
sealed class PropagationHeader(FaultOptions options)
{
    const string Name = "x-local-aws-iam-propagation";

    readonly string seconds = options
        .PropagationOf(Propagation.Iam)
        .TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    public void WriteTo(HttpResponse answer) => answer.Headers[Name] = seconds;
}
