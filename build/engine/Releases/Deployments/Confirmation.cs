using Deployment;
using Deployment.Diffing;
using Reporting;
using Steps;

namespace Releases.Deployments;

/// <summary>Asks before what cannot be undone.</summary>
public static class Confirmation
{
    /// <summary>Returns when the user agrees; a rehearsal and <c>--force</c> need no answer.</summary>
    /// <exception cref="BuildException">The user does not agree, or there is no terminal to ask on.</exception>
    public static void OfDestroy(ReleaseContext context)
    {
        if (context.Options.Local || context.Options.Force)
            return;
        if (!CanAsk(context))
            throw NotApproved("there is no terminal to ask on");
        if (!IsYes($"Delete the stacks of {string.Join(" and ", context.Assembled)} from AWS?"))
            throw NotApproved("the answer was not yes");
    }

    /// <summary>Shows the differences and asks; null where there is no terminal.</summary>
    public static Func<PlanDifference, CancellationToken, Task<bool>>? OfChanges(ReleaseContext context) =>
        CanAsk(context)
            ? (difference, _) =>
            {
                foreach (var line in DifferenceText.Lines(difference))
                    Terminal.WriteLine(line);
                return Task.FromResult(IsYes("Deploy these changes?"));
            }
            : null;

    /// <summary>Asks for the code that an MFA device shows; null where there is no terminal.</summary>
    public static Func<string, CancellationToken, Task<string>>? OfTokens(ReleaseContext context) =>
        CanAsk(context) ? (serial, _) => Task.FromResult(Terminal.Ask($"Code of {serial}: ")?.Trim() ?? "") : null;

    static bool CanAsk(ReleaseContext context) =>
        !Console.IsInputRedirected && !Console.IsOutputRedirected && !context.IsContinuousIntegration;

    static bool IsYes(string question) => Terminal.Ask($"{question} Type yes: ")?.Trim() == "yes";

    static BuildException NotApproved(string why) =>
        new(new Finding(ReleaseCodes.NotApproved, "Nothing was deleted", [why], "run it again with --force"));
}
