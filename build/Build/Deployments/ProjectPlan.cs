using Build.Projects;
using Deployment;

namespace Build.Deployments;

/// <summary>What is deployed of a project.</summary>
sealed record ProjectPlan(Project Project, DeploymentPlan Plan);
