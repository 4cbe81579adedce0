using System.Globalization;
using System.Reflection;

namespace Build.Tests.Cake.Frosting;

/// <summary>What an assembly promises to code that is compiled against it: its types and members, a line each.</summary>
static class PublicSurface
{
    const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Of);

    static IEnumerable<string> Of(Type type) =>
        MembersOf(type).Order(StringComparer.Ordinal).Prepend("").Select(member => $"{Line(type)}{member}").Distinct();

    static string Line(Type type)
    {
        var kind =
            type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        return $"{kind} {Name(type)}{Constraints(type.GetGenericArguments())}";
    }

    static IEnumerable<string> MembersOf(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object))
            yield return $" is {Name(parent)}";
        foreach (var contract in type.GetInterfaces().Where(contract => contract.IsPublic))
            yield return $" is {Name(contract)}";
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            yield return $" for {usage.ValidOn}, multiple {usage.AllowMultiple}, inherited {usage.Inherited}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsReachable))
            yield return $".new({Parameters(constructor)})";
        foreach (var method in type.GetMethods(Declared).Where(IsReachable))
            yield return $".{method.Name}{Constraints(method.GetGenericArguments())}({Parameters(method)}) : {Name(method.ReturnType)}{Modifiers(method)}";
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic && !field.IsSpecialName))
            yield return $".{field.Name} : {Name(field.FieldType)}";
    }

    /// <summary>Constructors of abstract classes are reachable by those who inherit, whatever they say.</summary>
    static bool IsReachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? " static" : "")
        + (
            method is { IsAbstract: true } ? " abstract"
            : method is { IsVirtual: true, IsFinal: false } ? " virtual"
            : ""
        );

    static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    $"{Name(parameter.ParameterType)} {parameter.Name}"
                    + (
                        parameter.HasDefaultValue
                            ? string.Create(CultureInfo.InvariantCulture, $" = {parameter.DefaultValue ?? "null"}")
                            : ""
                    )
                )
        );

    static string Constraints(Type[] arguments) =>
        arguments.Length == 0
            ? ""
            : $"<{string.Join(", ", arguments.Select(argument => argument.IsGenericParameter ? Constraint(argument) : Name(argument)))}>";

    static string Constraint(Type argument)
    {
        var attributes = argument.GenericParameterAttributes;
        IEnumerable<string> parts =
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
                ? ["class"]
                : Array.Empty<string>(),
            .. argument.GetGenericParameterConstraints().Select(Name),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
                ? ["new()"]
                : Array.Empty<string>(),
        ];
        return $"{argument.Name} {string.Join(' ', parts)}".TrimEnd();
    }

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = type.Name.Split('`')[0];
        return type.IsConstructedGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
