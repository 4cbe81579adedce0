using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Diagnosis.Clients;

/// <summary>What an answer has to say.</summary>
static class Answers
{
    /// <exception cref="InvalidDataException">The answer has none.</exception>
    public static XElement RequiredChild(this XElement answer, string name) =>
        answer.Child(name) ?? throw Lacks(answer.Name.LocalName, name);

    /// <exception cref="InvalidDataException">The answer has none.</exception>
    public static string RequiredText(this XElement answer, string name) =>
        answer.Text(name) ?? throw Lacks(answer.Name.LocalName, name);

    /// <exception cref="InvalidDataException">The answer has none.</exception>
    public static string RequiredText(this JsonObject answer, string name) =>
        answer[name]?.ToString() ?? throw Lacks("the answer", name);

    static InvalidDataException Lacks(string where, string name) => new($"There is no {name} in {where}.");
}
