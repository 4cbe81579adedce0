using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

public sealed record StackTag(string Key, string Value)
{
    internal static StackTag Read(XElement member) => new(member.Required("Key"), member.Text("Value") ?? "");

    internal static void Write(QueryParameters parameters, string field, StackTag item) =>
        parameters.Add($"{field}.Key", item.Key).Add($"{field}.Value", item.Value);
}
