using Iam;

namespace Build.Tests.Iam;

public sealed class PrincipalNamesTests
{
    [Theory]
    [InlineData(
        """{"Statement": [ {"Principal" : {"AWS": "a"}} ] }""",
        """{"Statement": [ {"Principal" : {"AWS": "b+\"ä"}} ] }"""
    )]
    [InlineData(
        """{"Statement":{"NotPrincipal":{"AWS":["x","a"]}}}""",
        """{"Statement":{"NotPrincipal":{"AWS":["x","b+\"ä"]}}}"""
    )]
    [InlineData(
        """{"Id":"a","Statement":[{"Principal":{"AWS":"x","Service":"a"},"Sid":"a","Condition":{"AWS":{"AWS":"a"}}},{"Resource":["a"]}]}""",
        """{"Id":"a","Statement":[{"Principal":{"AWS":"x","Service":"a"},"Sid":"a","Condition":{"AWS":{"AWS":"a"}}},{"Resource":["a"]}]}"""
    )]
    public void Replace_OfADocument_TouchesItsPrincipalsAlone(string before, string after) =>
        Assert.Equal(after, PrincipalNames.Replace(before, name => name == "a" ? "b+\"ä" : name));
}
