using Deployment;

namespace Build.Deployments;

/// <summary>Asks before what cannot be undone.</summary>
static class Confirmation
{
    /// <summary>Returns when the user agrees; a rehearsal and <c>--force</c> need no answer.</summary>
    /// <exception cref="BuildException">The user does not agree, or there is no terminal to ask on.</exception>
    public static void OfDestroy(BuildContext context)
    {
        if (context.Options.Local || context.Options.Force)
            return;
        if (Console.IsInputRedirected || Console.IsOutputRedirected || context.IsContinuousIntegration)
            throw NotApproved("there is no terminal to ask on");

        Console.Write($"Delete the stacks of {string.Join(" and ", context.Options.Projects)} from AWS? Type yes: ");
        if (Console.ReadLine()?.Trim() != "yes")
            throw NotApproved("the answer was not yes");
    }

    static BuildException NotApproved(string why) =>
        new(new Finding("NotApproved", "Nothing was deleted", [why], "./build.sh --target=Destroy --force"));
}
