using System.Runtime.CompilerServices;
using Iam;

namespace LocalAws.Identities;

/// <summary>Parsed documents for as long as the record lives that holds their text.</summary>
static class PolicyCache
{
    static readonly ConditionalWeakTable<string, PolicyDocument> _documents = [];

    /// <summary>The policy of that text; the text was checked when it was stored.</summary>
    public static Policy Get(string name, PolicyKind kind, string json) =>
        new(name, kind, _documents.GetValue(json, text => PolicyDocument.Parse(text, kind)));
}
