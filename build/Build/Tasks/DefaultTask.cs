using Cake.Frosting;
using Steps;

namespace Build.Tasks;

[TaskName("Default")]
[TaskDescription("The same as Synth")]
[IsDependentOn(typeof(SynthTask))]
public sealed class DefaultTask : FrostingTask<BuildContext> { }
