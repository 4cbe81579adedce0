using System.Reflection;
using Cake.Frosting;

namespace Build.Tests.Cake.Frosting;

/// <summary>Task code has to compile against the package as against this: the names are the package's.</summary>
public class PublicApiTests
{
    [Fact]
    public void ExportedTypes_AreThoseOfThePackage() =>
        Assert.Equal(
            [
                "AsyncFrostingTask",
                "AsyncFrostingTask`1",
                "CakeHost",
                "CakeHostExtensions",
                "ContinueOnErrorAttribute",
                "FrostingContext",
                "FrostingException",
                "FrostingLifetime",
                "FrostingLifetime`1",
                "FrostingSetup",
                "FrostingSetup`1",
                "FrostingTask",
                "FrostingTaskLifetime",
                "FrostingTaskLifetime`1",
                "FrostingTaskSetup",
                "FrostingTaskSetup`1",
                "FrostingTaskTeardown",
                "FrostingTaskTeardown`1",
                "FrostingTask`1",
                "FrostingTeardown",
                "FrostingTeardown`1",
                "IFrostingContext",
                "IFrostingLifetime",
                "IFrostingSetup",
                "IFrostingStartup",
                "IFrostingTask",
                "IFrostingTaskLifetime",
                "IFrostingTaskSetup",
                "IFrostingTaskTeardown",
                "IFrostingTeardown",
                "IToolInstaller",
                "IsDependeeOfAttribute",
                "IsDependentOnAttribute",
                "ServiceCollectionExtensions",
                "TaskDescriptionAttribute",
                "TaskNameAttribute",
            ],
            typeof(CakeHost).Assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData(typeof(CakeHost), "AddAssembly,ConfigureServices,Create,Run")]
    [InlineData(
        typeof(CakeHostExtensions),
        "InstallTool,SetToolPath,UseCakeSetting,UseContext,UseLifetime,UseModule,UsePackageInstaller,UseSetup,UseStartup,"
            + "UseTaskLifetime,UseTaskSetup,UseTaskTeardown,UseTeardown,UseWorkingDirectory"
    )]
    [InlineData(
        typeof(ServiceCollectionExtensions),
        "UseCakeSetting,UseContext,UseLifetime,UseModule,UsePackageInstaller,UseSetup,UseTaskLifetime,UseTaskSetup,"
            + "UseTaskTeardown,UseTeardown,UseTool,UseWorkingDirectory"
    )]
    [InlineData(typeof(IFrostingTask), "Finally,OnError,RunAsync,ShouldRun,get_SkippedMessage")]
    [InlineData(typeof(FrostingTask<>), "Finally,OnError,Run,ShouldRun,get_SkippedMessage")]
    [InlineData(typeof(AsyncFrostingTask<>), "Finally,OnError,RunAsync,ShouldRun,get_SkippedMessage")]
    public void Members_AreThoseOfThePackage(Type type, string members)
    {
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

        Assert.Equal(
            members,
            string.Join(',', type.GetMethods(Declared).Select(method => method.Name).Order(StringComparer.Ordinal))
        );
    }
}
