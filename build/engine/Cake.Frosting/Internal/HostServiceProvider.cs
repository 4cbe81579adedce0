using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Constructs a run's services, each once (but for transient ones) and only when something asks for it. The usual
/// container's tables are generic over structures of its own, which are compiled anew at every start: a tenth of what a
/// short run takes.
/// </summary>
sealed class HostServiceProvider : IServiceProvider, IAsyncDisposable
{
    readonly Dictionary<Type, List<Service>> services = [];
    readonly List<object> disposables = [];
    readonly List<Service> underConstruction = [];

    public HostServiceProvider(IEnumerable<ServiceDescriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (!services.TryGetValue(descriptor.ServiceType, out var registered))
                services.Add(descriptor.ServiceType, registered = []);
            registered.Add(new Service(descriptor));
        }
    }

    /// <summary>The service that was registered last for the type; for a sequence, all of them; null where there is none.</summary>
    public object? GetService(Type serviceType)
    {
        if (services.TryGetValue(serviceType, out var registered))
            return Resolve(registered[^1]);
        if (serviceType == typeof(IServiceProvider))
            return this;
        if (serviceType.IsConstructedGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            return All(serviceType.GenericTypeArguments[0]);
        return null;
    }

    /// <summary>Puts away what was constructed here, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = disposables.Count - 1; i >= 0; i--)
        {
            if (disposables[i] is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                ((IDisposable)disposables[i]).Dispose();
        }

        disposables.Clear();
    }

    Array All(Type type)
    {
        var registered = services.GetValueOrDefault(type) ?? [];
        var all = Array.CreateInstance(type, registered.Count);
        for (var i = 0; i < all.Length; i++)
            all.SetValue(Resolve(registered[i]), i);
        return all;
    }

    object Resolve(Service service)
    {
        if (service.Instance is { } existing)
            return existing;
        if (underConstruction.Contains(service))
            throw new InvalidOperationException(
                $"Services need each other: {string.Join(" -> ", underConstruction.Append(service))}"
            );

        underConstruction.Add(service);
        try
        {
            var made = Make(service.Descriptor);
            if (service.Descriptor.Lifetime != ServiceLifetime.Transient)
                service.Instance = made;
            return made;
        }
        finally
        {
            underConstruction.Remove(service);
        }
    }

    object Make(ServiceDescriptor descriptor)
    {
        var made = descriptor.ImplementationFactory?.Invoke(this) ?? Construct(descriptor.ImplementationType!);
        // A factory may hand on what was made elsewhere here.
        if (made is IDisposable or IAsyncDisposable && !disposables.Contains(made))
            disposables.Add(made);
        return made;
    }

    /// <summary>By the constructor with the most parameters of those that can be given all of theirs.</summary>
    object Construct(Type type)
    {
        var constructors = type.GetConstructors();
        Array.Sort(constructors, (a, b) => b.GetParameters().Length - a.GetParameters().Length);
        Type? missing = null;
        foreach (var constructor in constructors)
        {
            if (TryGather(constructor.GetParameters(), out var arguments, ref missing))
                return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }

        throw new InvalidOperationException(
            missing is null ? $"{type} has no public constructor." : $"{type} needs {missing}, which is not registered."
        );
    }

    bool TryGather(ParameterInfo[] parameters, out object?[] arguments, ref Type? missing)
    {
        arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            arguments[i] = GetService(parameters[i].ParameterType);
            if (arguments[i] is not null)
                continue;
            if (!parameters[i].HasDefaultValue)
            {
                missing ??= parameters[i].ParameterType;
                return false;
            }

            arguments[i] = parameters[i].DefaultValue;
        }

        return true;
    }

    sealed class Service(ServiceDescriptor descriptor)
    {
        public ServiceDescriptor Descriptor { get; } = descriptor;

        public object? Instance { get; set; } = descriptor.ImplementationInstance;

        public override string ToString() => Descriptor.ServiceType.Name;
    }
}
