using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers services before the host runs.</summary>
public interface IFrostingStartup
{
    void Configure(IServiceCollection services);
}
