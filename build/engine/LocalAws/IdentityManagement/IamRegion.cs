namespace LocalAws.IdentityManagement;

/// <summary>IAM is global; its calls count as made in us-east-1.</summary>
static class IamRegion
{
    public const string Name = "us-east-1";
}
