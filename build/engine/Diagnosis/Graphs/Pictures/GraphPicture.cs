using static Diagnosis.Graphs.Pictures.GraphLayout;

namespace Diagnosis.Graphs.Pictures;

/// <summary>The graph as SVG: the same graph always gives the same text.</summary>
public sealed class GraphPicture
{
    const int LineHeight = 17;

    readonly AccessGraph graph;
    readonly GraphLayout layout;
    readonly SvgText svg = new();
    readonly IReadOnlyList<GraphEdge> missing;

    GraphPicture(AccessGraph graph)
    {
        this.graph = graph;
        layout = new GraphLayout(graph);
        missing = graph.Missing;
    }

    public static string Of(AccessGraph graph) => new GraphPicture(graph).Draw();

    string Draw()
    {
        var notes = MissingNotes.Lines(graph, (layout.Width - (2 * Margin) - 40) / 7);
        var height = layout.Bottom + 40 + (notes.Count == 0 ? 0 : 34 + (notes.Count * LineHeight));
        svg.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {layout.Width} {height}\" width=\"{layout.Width}\" height=\"{height}\" role=\"img\">"
        );
        svg.Raw($"<title>{SvgText.Escape($"Who may assume what. {graph.Title}")}</title>");
        svg.Box(0, 0, layout.Width, height, 0, Palette.Paper, "none");
        DrawHeader();
        foreach (var frame in layout.Frames)
            DrawFrame(frame);
        DrawActing();
        DrawPasses();
        foreach (var (source, index) in layout.Sources.Select((source, index) => (source, index)))
            DrawLane(source, index);
        foreach (var role in graph.Roles)
            DrawRole(role);
        foreach (var (edge, index) in missing.Select((edge, index) => (edge, index)))
            DrawBadge(BadgeSpot(edge), index + 1);
        DrawNotes(notes);
        svg.Raw("</svg>");
        return svg.ToString();
    }

    void DrawHeader()
    {
        svg.Write(Margin, 38, "Who may assume what", 220, Palette.Ink, isBold: true);
        svg.Write(Margin, 60, graph.Title, 125, Palette.Faint);
        var x = layout.Width - Margin - 520;
        Sample(x, Palette.Lane(0), "", "may assume");
        Sample(x + 130, Palette.Undecided, Dashes, "known once deployed");
        Sample(
            x + 310,
            Palette.Missing,
            Dashes,
            missing.Count == 0 ? "missing: nothing" : $"missing: {missing.Count}, see below"
        );

        void Sample(int left, string color, string dashes, string words)
        {
            svg.Path($"M{left} 38h34", color, $" stroke-width=\"2.2\"{dashes}");
            svg.Raw($"<path d=\"M{left + 40} 38l-8 -4.5v9z\" fill=\"{color}\"/>");
            svg.Write(left + 46, 42, words, 115, Palette.Ink);
        }
    }

    static string Dashes => " stroke-dasharray=\"6 4\"";

    void DrawFrame(Frame frame)
    {
        svg.Box(
            frame.X,
            frame.Y,
            frame.Width,
            frame.Height,
            10,
            frame.Account.IsCicd ? Palette.CicdFill : Palette.FrameFill,
            Palette.FrameLine,
            " stroke-width=\"1.4\""
        );
        var names = frame.Account.IsCicd ? ["CI/CD account", .. frame.Account.Names] : frame.Account.Names;
        svg.WriteTwo(
            frame.X + 18,
            frame.Y + 26,
            frame.Account.Id,
            TextFitting.Middle(string.Join(" · ", names), 60),
            Palette.Ink,
            Palette.Faint
        );
    }

    /// <summary>The ways between the roles of the CI/CD account, with elbows in the gaps between the columns.</summary>
    void DrawActing()
    {
        foreach (var edge in graph.Edges.Where(edge => graph.Role(edge.From).IsActing && graph.Role(edge.To).IsActing))
        {
            var (from, to) = (layout[edge.From], layout[edge.To]);
            var turn = to.X - 26;
            Arrow(
                $"M{from.Right} {from.Middle}H{turn}V{to.Middle}H{to.X - 6}",
                to.X,
                to.Middle,
                edge,
                ColorOf(edge, 0)
            );
            if (edge.Kind == EdgeKind.Starts)
                svg.Write(to.X - 32, to.Middle - 5, "starts", 90, Palette.Faint, anchor: "end");
        }
    }

    void DrawPasses()
    {
        foreach (var edge in graph.Edges.Where(edge => edge.Kind == EdgeKind.Passes))
        {
            var (from, to) = (layout[edge.From], layout[edge.To]);
            Arrow(
                $"M{from.Right} {from.Middle}H{to.X - 20}V{to.Middle}H{to.X - 6}",
                to.X,
                to.Middle,
                edge,
                Palette.Passes
            );
            svg.Write(from.Right + 12, from.Middle - 5, "passes", 90, Palette.Faint);
        }
    }

    /// <summary>From the role into its lane, down, along the bus to the columns, down their gutters, and into the frames.</summary>
    void DrawLane(string source, int index)
    {
        var from = layout[source];
        var color = Palette.Lane(index);
        var edges = graph.Edges.Where(edge => edge.From == source && !graph.Role(edge.To).IsActing).ToList();
        var top = layout.LaneX(index, -1);
        var columns = edges
            .GroupBy(edge => layout.ColumnOf(graph.Role(edge.To).Account))
            .ToDictionary(group => group.Key, group => group.ToList());
        var down = columns.Keys.Any(column => column >= 0)
            ? layout.LaneY(index)
            : columns[-1].Max(edge => EntryOf(edge));
        Trunk($"M{from.Right} {from.Middle}H{top}V{down}");
        var turns = columns.Keys.Where(column => column >= 0).Select(column => layout.LaneX(index, column)).ToList();
        if (turns.Count > 0)
            Trunk($"M{Math.Min(top, turns.Min())} {down}H{Math.Max(top, turns.Max())}");
        foreach (var (column, targets) in columns)
        {
            var x = layout.LaneX(index, column);
            var (start, end) = (column < 0 ? from.Middle : down, targets.Max(EntryOf));
            Trunk($"M{x} {Math.Min(start, targets.Min(EntryOf))}V{end}");
            foreach (var edge in targets)
            {
                var (to, y) = (layout[edge.To], EntryOf(edge));
                Arrow($"M{x} {y}H{to.X - 6}", to.X, y, edge, ColorOf(edge, index));
            }
        }

        void Trunk(string data) => svg.Path(data, color, " stroke-width=\"1.8\" stroke-linejoin=\"round\"");
    }

    /// <summary>Where a way meets its role: those who assume the same role come in one above the other.</summary>
    int EntryOf(GraphEdge edge)
    {
        var sources = layout
            .Sources.Where(source => graph.Edges.Any(e => e.From == source && e.To == edge.To))
            .ToList();
        var position = sources.IndexOf(edge.From);
        return layout[edge.To].Y + (NodeHeight * (position + 1) / (sources.Count + 1));
    }

    void Arrow(string data, int x, int y, GraphEdge edge, string color)
    {
        var style = edge.State == EdgeState.Allowed ? " stroke-width=\"1.6\"" : $" stroke-width=\"2.2\"{Dashes}";
        svg.Raw(
            $"<g data-from=\"{SvgText.Escape(edge.From)}\" data-to=\"{SvgText.Escape(edge.To)}\"><title>{SvgText.Escape(edge.Statement ?? edge.Reason)}</title>"
        );
        svg.Path(data, color, style);
        svg.Raw($"<path d=\"M{x} {y}l-8 -4.5v9z\" fill=\"{color}\"/></g>");
    }

    void DrawRole(GraphRole role)
    {
        var spot = layout[role.Arn];
        svg.Raw($"<g data-role=\"{SvgText.Escape(role.Arn)}\"><title>{SvgText.Escape(role.Arn)}</title>");
        svg.Box(spot.X, spot.Y, NodeWidth, NodeHeight, 6, Palette.Paper, Palette.FrameLine);
        svg.Raw(
            $"<path d=\"M{spot.X + 1} {spot.Y + 6}v{NodeHeight - 12}\" stroke=\"{Palette.Of(role.Kind)}\" stroke-width=\"4\"/>"
        );
        var elsewhere = role.IsActing && role.Account != graph.Accounts[0].Id ? $" in {role.Account}" : "";
        svg.Write(
            spot.X + 12,
            spot.Y + 16,
            TextFitting.Middle($"{role.Label}{elsewhere}", 42),
            115,
            Palette.Ink,
            isBold: true
        );
        svg.Write(spot.X + 12, spot.Y + 30, TextFitting.Middle(role.Detail, 58), 85, Palette.Faint);
        svg.Raw("</g>");
    }

    (int X, int Y) BadgeSpot(GraphEdge edge) =>
        (
            layout[edge.To].X - 17,
            layout.Sources.Contains(edge.From) && !graph.Role(edge.To).IsActing ? EntryOf(edge) : layout[edge.To].Middle
        );

    void DrawBadge((int X, int Y) at, int number)
    {
        svg.Raw($"<circle cx=\"{at.X}\" cy=\"{at.Y}\" r=\"8\" fill=\"{Palette.Missing}\" stroke=\"{Palette.Paper}\"/>");
        svg.Write(at.X, at.Y + 3, $"{number}", number > 99 ? 65 : 90, Palette.Paper, isBold: true, anchor: "middle");
    }

    void DrawNotes(IReadOnlyList<MissingNote> notes)
    {
        if (notes.Count == 0)
            return;
        var y = layout.Bottom + 44;
        svg.Write(Margin, y, $"Missing ({missing.Count})", 150, Palette.Missing, isBold: true);
        foreach (var note in notes)
        {
            y += LineHeight;
            if (note.Number is { } number)
                DrawBadge((Margin + 8, y - 4), number);
            svg.Write(
                Margin + 24,
                y,
                note.Text,
                note.IsCode ? 100 : 115,
                note.IsCode ? Palette.Faint : Palette.Ink,
                isMono: note.IsCode
            );
        }
    }

    static string ColorOf(GraphEdge edge, int lane) =>
        edge.State switch
        {
            EdgeState.Missing => Palette.Missing,
            EdgeState.Undecided => Palette.Undecided,
            _ => Palette.Lane(lane),
        };
}
