using Cake.Core;
using Releases;
using Settings;
using Steps;

namespace Build;

/// <summary>What every task is handed. What your own tasks share goes here.</summary>
public sealed class BuildContext(ICakeContext context, RunState run, SettingsLoader settings)
    : ReleaseContext(context, run, settings);
