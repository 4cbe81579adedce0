using Deployment;
using Settings.Projects;

namespace Releases.Deployments;

/// <summary>What is deployed of a project.</summary>
sealed record ProjectPlan(Project Project, DeploymentPlan Plan);
