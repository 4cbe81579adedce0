namespace LocalAws.Identities;

/// <summary>The documents of the policies that AWS manages.</summary>
static class AwsManagedPolicies
{
    const string Administrator = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """;

    /// <summary>The document of that ARN, or null where there is no such policy.</summary>
    public static string? Find(string arn) =>
        arn == "arn:aws:iam::aws:policy/AdministratorAccess" ? Administrator : null;
}
