using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Events;

/// <summary>An event of a function or state machine, with what it acts on.</summary>
/// <param name="Id">Its name among the events.</param>
/// <param name="Source">Its properties; the id is that of the target with its own.</param>
/// <param name="Target">What it invokes.</param>
/// <param name="Role">The role that the target runs as, where SAM makes it.</param>
/// <param name="Transformation">The template.</param>
sealed record EventInput(
    string Id,
    SourceResource Source,
    EventTarget Target,
    GeneratedResource? Role,
    Transformation Transformation
)
{
    public string LogicalId => Source.LogicalId;

    public JsonNode? this[string property] => Source[property];

    public EventException Error(string reason) => new(Id, reason);

    /// <summary>The resource of the template that a property refers to.</summary>
    public (string Id, JsonObject Resource) Linked(string property, string otherwise)
    {
        if (Source.Map(property)?["Ref"].Text() is { } id && Transformation.Resources[id] is JsonObject resource)
            return (id, resource);
        throw Error(otherwise);
    }

    /// <summary>ENABLED or DISABLED, however the event says it.</summary>
    public JsonNode? State()
    {
        if (this["Enabled"] is not { } enabled)
            return this["State"];
        if (this["State"].IsGiven())
            throw Error("State and Enabled Properties cannot both be specified.");
        return enabled.IsGiven() ? "ENABLED" : "DISABLED";
    }
}
