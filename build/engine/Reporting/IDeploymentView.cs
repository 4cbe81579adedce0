using Deployment;

namespace Reporting;

/// <summary>Shows a deployment while it goes on; disposing it leaves what was shown standing.</summary>
public interface IDeploymentView : IProgress<DeploymentEvent>, IAsyncDisposable { }
