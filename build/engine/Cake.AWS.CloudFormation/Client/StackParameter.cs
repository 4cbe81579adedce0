using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>A parameter of a stack, given or found.</summary>
/// <param name="ResolvedValue">What an SSM-typed parameter resolved to when the stack was last changed.</param>
public sealed record StackParameter(
    string Key,
    string? Value,
    bool UsePreviousValue = false,
    string? ResolvedValue = null
)
{
    /// <summary>Keep what the stack has.</summary>
    public static StackParameter Previous(string key) => new(key, null, UsePreviousValue: true);

    internal static StackParameter Read(XElement member) =>
        new(
            member.Required("ParameterKey"),
            member.Text("ParameterValue"),
            member.Flag("UsePreviousValue") ?? false,
            member.Text("ResolvedValue")
        );

    internal static void Write(QueryParameters parameters, string field, StackParameter item) =>
        parameters
            .Add($"{field}.ParameterKey", item.Key)
            .Add($"{field}.ParameterValue", item.UsePreviousValue ? null : item.Value)
            .Add($"{field}.UsePreviousValue", item.UsePreviousValue ? true : null);
}
