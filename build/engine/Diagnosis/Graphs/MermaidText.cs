using System.Globalization;
using System.Text;
using Deployment.Texts;

namespace Diagnosis.Graphs;

/// <summary>The graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown.</summary>
public static class MermaidText
{
    /// <summary>On the light fills, also where a page is dark and its own ink is light.</summary>
    const string Ink = "#1a202c";
    const string Ok = "#2f855a";
    const string Unsure = "#b7791f";
    const string Wrong = "#c53030";

    public static string Of(AccessGraph graph)
    {
        var ids = graph
            .Roles.Select((role, index) => (role.Arn, Id: $"r{index.ToString(CultureInfo.InvariantCulture)}"))
            .ToDictionary(entry => entry.Arn, entry => entry.Id, StringComparer.Ordinal);
        var text = new StringBuilder();
        Line(0, "flowchart LR");
        foreach (var (account, index) in graph.Accounts.Select((account, index) => (account, index)))
        {
            var names = account.IsCicd ? ["CI/CD", .. account.Names] : account.Names;
            Line(1, $"subgraph a{index}[\"{Escape(string.Join(" · ", [account.Id, .. names]))}\"]");
            foreach (var role in graph.Roles.Where(role => role.Account == account.Id))
                Line(2, $"{ids[role.Arn]}[\"<b>{Escape(role.Label)}</b><br/>{Escape(role.Detail)}\"]:::{role.Kind}");
            Line(1, "end");
        }
        foreach (var edge in graph.Edges)
            Line(1, $"{ids[edge.From]} {Arrow(edge)} {ids[edge.To]}");
        foreach (var (edge, index) in graph.Edges.Select((edge, index) => (edge, index)))
            Line(1, $"linkStyle {index} stroke:{Color(edge.State)},color:{Color(edge.State)}");
        Line(1, $"classDef Pipeline fill:#edf2f7,stroke:#4a5568,color:{Ink}");
        Line(1, $"classDef Build fill:#ebf8ff,stroke:#2b6cb0,color:{Ink}");
        Line(1, $"classDef ChainLink fill:#faf5ff,stroke:#6b46c1,color:{Ink}");
        Line(1, $"classDef Lookup fill:#fffff0,stroke:#b7791f,color:{Ink}");
        Line(1, $"classDef Publishing fill:#f0fff4,stroke:#2f855a,color:{Ink}");
        Line(1, $"classDef Deploy fill:#e6fffa,stroke:#2c7a7b,color:{Ink}");
        Line(1, $"classDef Execution fill:#fff5f5,stroke:#9b2c2c,color:{Ink}");
        return text.ToString();

        void Line(int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
    }

    static string Arrow(GraphEdge edge) =>
        edge.State switch
        {
            EdgeState.Missing => $"-. \"missing: {Escape(edge.Statement ?? edge.Reason)}\" .-x",
            EdgeState.Undecided => "-. \"not known before it is deployed\" .->",
            _ => edge.Kind switch
            {
                EdgeKind.Starts => "-- starts --->",
                EdgeKind.Passes => "-- passes --->",
                _ => "-->",
            },
        };

    static string Color(EdgeState state) =>
        state switch
        {
            EdgeState.Missing => Wrong,
            EdgeState.Undecided => Unsure,
            _ => Ok,
        };

    /// <summary>Mermaid reads # and ; as entities, and quotes, brackets and angles as syntax.</summary>
    static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in ForeignText.ToLine(text))
            escaped.Append(
                c is '"' or '#' or ';' or '<' or '>' or '`' or '&' or '{' or '}' or '[' or ']'
                    ? $"#{((int)c).ToString(CultureInfo.InvariantCulture)};"
                    : c.ToString()
            );
        return escaped.ToString();
    }
}
