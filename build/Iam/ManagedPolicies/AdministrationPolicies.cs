namespace Iam.ManagedPolicies;

/// <summary>Policies that grant everything, or everything but identities.</summary>
static class AdministrationPolicies
{
    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        ManagedDocument.Allowing("AdministratorAccess", "/", "*"),
        new(
            "PowerUserAccess",
            "/",
            ManagedDocument.Of(
                ManagedDocument.Statement("NotAction", ["iam:*", "organizations:*", "account:*"]),
                ManagedDocument.Statement(
                    "Action",
                    ManagedDocument.Actions(
                        ("account", "GetAccountInformation GetGovCloudAccountInformation GetPrimaryEmail ListRegions"),
                        ("iam", "CreateServiceLinkedRole DeleteServiceLinkedRole ListRoles"),
                        ("organizations", "DescribeEffectivePolicy DescribeOrganization")
                    )
                )
            ),
            IsApproximate: false
        ),
        ManagedDocument.Allowing(
            "IAMFullAccess",
            "/",
            [
                .. ManagedDocument.Actions(
                    ("iam", "*"),
                    ("organizations", "DescribeAccount DescribeOrganization DescribeOrganizationalUnit DescribePolicy"),
                    (
                        "organizations",
                        "ListChildren ListParents ListPoliciesForTarget ListRoots ListPolicies ListTargetsForPolicy"
                    )
                ),
            ]
        ),
        ManagedDocument.Allowing(
            "IAMReadOnlyAccess",
            "/",
            [
                .. ManagedDocument.Actions(
                    ("iam", "GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List*"),
                    ("iam", "SimulateCustomPolicy SimulatePrincipalPolicy")
                ),
            ]
        ),
    ];
}
