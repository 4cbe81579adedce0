using Deployment;

namespace Build.Reporting;

/// <summary>Shows a deployment while it goes on; disposing it leaves what was shown standing.</summary>
interface IDeploymentView : IProgress<DeploymentEvent>, IAsyncDisposable { }
