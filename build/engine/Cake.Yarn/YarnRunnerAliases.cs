using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Yarn;

/// <summary>Runs yarn from a Cake task: <c>context.Yarn().FromPath("./app").Install();</c></summary>
[CakeAliasCategory("Yarn")]
public static class YarnRunnerAliases
{
    [CakePropertyAlias]
    public static YarnRunner Yarn(this ICakeContext context) =>
        new(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
}
