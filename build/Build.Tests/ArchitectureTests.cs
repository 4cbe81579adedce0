namespace Build.Tests;

public class ArchitectureTests
{
    [Fact]
    public void Namespaces_Compile() { }
}
