namespace Serverless.Resources;

/// <summary>One thing that is wrong in a template, in SAM's words.</summary>
public sealed class SpecificationException(string message) : Exception(message)
{
    public static SpecificationException Resource(string logicalId, string reason) =>
        new($"Resource with id [{logicalId}] is invalid. {reason}");

    public static SpecificationException Template(string reason) =>
        new($"Structure of the SAM template is invalid. {reason}");

    /// <summary>An API's document is wrong; nothing else is told then.</summary>
    public static SpecificationException Document(string reason) =>
        new($"Structure of the SAM template is invalid. {reason}") { IsOfDocument = true };

    public bool IsOfDocument { get; private init; }

    public static SpecificationException Type(string logicalId, string property, string expected) =>
        Resource(logicalId, $"Property '{property}' should be a {expected}.");
}

/// <summary>What is wrong with an event; the resource that has the event is named around it.</summary>
public sealed class EventException(string eventId, string reason)
    : Exception($"Event with id [{eventId}] is invalid. {reason}");
