using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Build.Tests.Cake.Frosting;

public sealed class HostServiceProviderTests
{
    readonly ServiceCollection services = new();

    [Fact]
    public void GetService_RegisteredTwice_GivesTheLastAndBothAsSequence()
    {
        services.AddSingleton(new Part("first")).AddSingleton(new Part("last"));

        var provider = Provider();

        Assert.Equal("last", provider.GetRequiredService<Part>().Name);
        Assert.Equal(["first", "last"], provider.GetServices<Part>().Select(part => part.Name));
    }

    [Fact]
    public void GetService_Unknown_GivesNullAndAnEmptySequence()
    {
        var provider = Provider();

        Assert.Null(provider.GetService<Part>());
        Assert.Empty(provider.GetServices<Part>());
    }

    [Fact]
    public void GetService_TwiceForASingleton_GivesTheSame()
    {
        services.AddSingleton<Whole>().AddSingleton(new Part("part"));

        var provider = Provider();

        Assert.Same(provider.GetService<Whole>(), provider.GetService<Whole>());
    }

    [Fact]
    public void GetService_TwiceForATransient_GivesAnother()
    {
        services.AddTransient<Whole>().AddSingleton(new Part("part"));

        var provider = Provider();

        Assert.NotSame(provider.GetService<Whole>(), provider.GetService<Whole>());
    }

    [Fact]
    public void GetService_WithAConstructorThatLacksSomething_TakesTheNextOneOrTheDefault()
    {
        services.AddSingleton<Whole>();

        Assert.Equal("nameless", Provider().GetRequiredService<Whole>().Name);
    }

    [Fact]
    public void GetService_ThatNeedsWhatIsNotRegistered_NamesBoth()
    {
        services.AddSingleton<Needy>();

        var failure = Assert.Throws<InvalidOperationException>(() => Provider().GetService<Needy>());

        Assert.Equal($"{typeof(Needy)} needs {typeof(Part)}, which is not registered.", failure.Message);
    }

    [Fact]
    public void GetService_OfServicesThatNeedEachOther_ShowsTheCycle()
    {
        services.AddSingleton<Hen>().AddSingleton<Egg>();

        var failure = Assert.Throws<InvalidOperationException>(() => Provider().GetService<Hen>());

        Assert.Equal("Services need each other: Hen -> Egg -> Hen", failure.Message);
    }

    [Fact]
    public void GetService_WhoseConstructorThrows_ThrowsThatVeryException()
    {
        services.AddSingleton<Failing>();

        Assert.Throws<NotSupportedException>(() => Provider().GetService<Failing>());
    }

    [Fact]
    public async Task DisposeAsync_AfterUse_PutsAwayWhatWasMadeHereTheLastFirst()
    {
        var given = new Part("given");
        services
            .AddSingleton(given)
            .AddSingleton<Log>()
            .AddSingleton<First>()
            .AddSingleton<Second>()
            .AddSingleton<IDisposable>(provider => provider.GetRequiredService<First>());
        var provider = Provider();
        var log = provider.GetRequiredService<Log>();
        provider.GetRequiredService<First>();
        provider.GetRequiredService<IDisposable>();
        provider.GetRequiredService<Second>();

        await provider.DisposeAsync();

        Assert.Equal(["second", "first"], log.Lines);
        Assert.False(given.IsDisposed);
    }

    HostServiceProvider Provider() => new(services);

    sealed class Part(string name) : IDisposable
    {
        public string Name => name;

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    sealed class Whole(string name)
    {
        public Whole(Part part, Log? log = null)
            : this($"{part.Name}{log}") { }

        public Whole()
            : this("nameless") { }

        public string Name => name;
    }

    sealed class Needy(Part part)
    {
        public Part Part => part;
    }

    sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    sealed class Failing
    {
        public Failing() => throw new NotSupportedException();
    }

    sealed class Log
    {
        public List<string> Lines { get; } = [];
    }

    sealed class First(Log log) : IDisposable
    {
        public void Dispose() => log.Lines.Add("first");
    }

    sealed class Second(Log log) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            log.Lines.Add("second");
            return ValueTask.CompletedTask;
        }
    }
}
