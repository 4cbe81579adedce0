using Diagnosis.Requirements;
using Diagnosis.Roles;

namespace Diagnosis.Permissions;

/// <summary>A role with the verdicts on all that it has to be allowed.</summary>
/// <param name="Description">Null where its policies cannot be read.</param>
sealed record EvaluatedRole(RequiredRole Role, RoleDescription? Description, IReadOnlyList<Verdict> Verdicts);
