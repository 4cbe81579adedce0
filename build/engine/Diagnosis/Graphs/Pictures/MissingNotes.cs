namespace Diagnosis.Graphs.Pictures;

/// <summary>The lines below the picture: for each missing way who, what, why, and the statement.</summary>
static class MissingNotes
{
    /// <param name="characters">How many fit on a line.</param>
    public static IReadOnlyList<MissingNote> Lines(AccessGraph graph, int characters) =>
        [
            .. graph.Missing.SelectMany(
                (edge, index) =>
                    (IEnumerable<MissingNote>)
                        [
                            new(
                                index + 1,
                                TextFitting.Middle(
                                    $"{graph.Role(edge.From).Label} may not {Verb(edge)} {graph.Role(edge.To).Label} {graph.Role(edge.To).Detail}: {edge.Reason}",
                                    characters
                                ),
                                false
                            ),
                            .. TextFitting
                                .Lines(edge.Statement ?? "", characters)
                                .Select(line => new MissingNote(null, line, true)),
                        ]
            ),
        ];

    static string Verb(GraphEdge edge) =>
        edge.Kind switch
        {
            EdgeKind.Starts => "start the build of",
            EdgeKind.Passes => "pass",
            _ => "assume",
        };
}

/// <param name="Number">Of the first line of each missing way.</param>
sealed record MissingNote(int? Number, string Text, bool IsCode);
