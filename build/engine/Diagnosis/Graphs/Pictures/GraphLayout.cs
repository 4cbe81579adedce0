namespace Diagnosis.Graphs.Pictures;

/// <summary>
/// Where everything lies, in pixels: the CI/CD account above with who acts, from left to right; below it a grid of the
/// accounts that are worked in, each column with a gutter through which a lane for each acting role runs.
/// </summary>
sealed class GraphLayout
{
    public const int NodeWidth = 292;
    public const int NodeHeight = 38;
    public const int LaneGap = 12;
    public const int Margin = 32;
    public const int Header = 84;
    const int rowHeight = 50;
    const int frameHead = 44;
    const int padding = 18;
    const int columnGap = 72;
    const int frameGap = 22;

    /// <summary>As wide to as high as a landscape page.</summary>
    const double page = 1.414;

    readonly AccessGraph graph;
    readonly Dictionary<string, Spot> spots = new(StringComparer.Ordinal);

    public GraphLayout(AccessGraph graph)
    {
        this.graph = graph;
        Sources =
        [
            .. graph
                .Roles.Where(role =>
                    role.IsActing && graph.Edges.Any(edge => edge.From == role.Arn && !graph.Role(edge.To).IsActing)
                )
                .Select(role => role.Arn),
        ];
        var top = PlaceCicd();
        BusY = top.Y + top.Height + 22;
        PlaceGrid(top);
    }

    /// <summary>The acting roles that have a lane, in the lanes' order.</summary>
    public IReadOnlyList<string> Sources { get; }

    public List<Frame> Frames { get; } = [];

    /// <summary>Where the lanes of the CI/CD account begin.</summary>
    public int TopGutter { get; private set; }

    /// <summary>Where the lanes turn towards the columns of the grid.</summary>
    public int BusY { get; }

    public int Width { get; private set; }

    /// <summary>Where the frames end.</summary>
    public int Bottom { get; private set; }

    int GutterWidth => (Sources.Count * LaneGap) + 30;

    static int FrameWidth => (2 * padding) + (2 * NodeWidth) + columnGap;

    public Spot this[string arn] => spots[arn];

    Frame PlaceCicd()
    {
        var cicd = graph.Accounts[0];
        const int X = Margin;
        var y = Header;
        var acting = graph.Roles.Where(role => role.IsActing).ToList();
        var depths = acting.Select(role => role.Depth).Distinct().Order().ToList();
        var row = 0;
        foreach (var (depth, column) in depths.Select((depth, column) => (depth, column)))
        {
            // From the builds on every role has a row of its own, so that no lane runs through a box.
            var rows = depth < 2 ? 0 : row;
            foreach (var role in acting.Where(role => role.Depth == depth))
                spots[role.Arn] = new(
                    X + padding + (column * (NodeWidth + columnGap)),
                    y + frameHead + (rows++ * rowHeight)
                );
            row = depth < 2 ? 0 : rows;
        }
        TopGutter = X + padding + (depths.Count * (NodeWidth + columnGap)) - columnGap + 30;
        var working = PlaceWorking(cicd, TopGutter + GutterWidth, y + frameHead);
        var rowsOfActing = spots
            .Values.Select(spot => ((spot.Y - y - frameHead) / rowHeight) + 1)
            .DefaultIfEmpty(1)
            .Max();
        var right = working == 0 ? TopGutter + GutterWidth : TopGutter + GutterWidth + FrameWidth - padding;
        var frame = new Frame(cicd, X, y, right - X, frameHead + (Math.Max(rowsOfActing, working) * rowHeight) + 6, -1);
        Frames.Add(frame);
        return frame;
    }

    void PlaceGrid(Frame top)
    {
        var accounts = graph
            .Accounts.Skip(1)
            .Where(account => graph.Roles.Any(role => role.Account == account.Id && !role.IsActing))
            .ToList();
        var gridY = BusY + (Sources.Count * LaneGap) + 18;
        var columns = ColumnsFor(accounts, gridY, top.Width);
        var perColumn = (accounts.Count + columns - 1) / Math.Max(columns, 1);
        var y = gridY;
        Bottom = top.Y + top.Height;
        for (var i = 0; i < accounts.Count; i++)
        {
            var column = i / perColumn;
            if (i % perColumn == 0)
                y = gridY;
            var x = Margin + (column * (GutterWidth + FrameWidth + frameGap)) + GutterWidth;
            var rows = PlaceWorking(accounts[i], x + padding, y + frameHead);
            var frame = new Frame(accounts[i], x, y, FrameWidth, frameHead + (rows * rowHeight) + 6, column);
            Frames.Add(frame);
            y += frame.Height + frameGap;
            Bottom = Math.Max(Bottom, y - frameGap);
        }
        Width = Math.Max(Frames.Max(frame => frame.X + frame.Width) + Margin, 1100);
    }

    /// <summary>The lane of a source in a column's gutter; -1 for the gutter of the CI/CD account.</summary>
    public int LaneX(int source, int column) =>
        (column < 0 ? TopGutter : Margin + (column * (GutterWidth + FrameWidth + frameGap)) + 4) + (source * LaneGap);

    public int LaneY(int source) => BusY + (source * LaneGap);

    /// <summary>The column of the grid that an account is in; -1 for the CI/CD account.</summary>
    public int ColumnOf(string account) => Frames.First(frame => frame.Account.Id == account).Column;

    int ColumnsFor(List<GraphAccount> accounts, int gridY, int widthAbove)
    {
        if (accounts.Count == 0)
            return 1;
        var heights = accounts.Average(account => frameHead + (RowsOf(account) * rowHeight) + 6 + frameGap);
        var width = GutterWidth + FrameWidth + frameGap;
        // What fits below the CI/CD account makes the picture no wider.
        var least = Math.Clamp((widthAbove + frameGap) / width, 1, accounts.Count);
        return Enumerable
            .Range(least, Math.Max(8 - least, 1))
            .Where(columns => columns <= accounts.Count)
            .MinBy(columns =>
                Math.Abs(
                    (columns * width / (gridY + (Math.Ceiling(accounts.Count / (double)columns) * heights))) - page
                )
            );
    }

    int RowsOf(GraphAccount account) =>
        graph.Roles.Count(role => role.Account == account.Id && !role.IsActing && role.Kind != RoleKind.Execution);

    /// <summary>A row for each role that is assumed, with the execution role that it passes beside it. Tells how many rows.</summary>
    int PlaceWorking(GraphAccount account, int x, int y)
    {
        var working = graph.Roles.Where(role => role.Account == account.Id && !role.IsActing).ToList();
        var row = 0;
        foreach (var role in working.Where(role => role.Kind != RoleKind.Execution))
        {
            spots[role.Arn] = new(x, y + (row * rowHeight));
            var passed = graph.Edges.FirstOrDefault(edge => edge.From == role.Arn && edge.Kind == EdgeKind.Passes);
            if (passed is not null)
                spots.TryAdd(passed.To, new(x + NodeWidth + columnGap, y + (row * rowHeight)));
            row++;
        }
        foreach (var role in working.Where(role => !spots.ContainsKey(role.Arn)))
            spots[role.Arn] = new(x + NodeWidth + columnGap, y + (row++ * rowHeight));
        return row;
    }
}

/// <summary>The upper left corner of a role's box.</summary>
readonly record struct Spot(int X, int Y)
{
    public int Right => X + GraphLayout.NodeWidth;

    public int Middle => Y + (GraphLayout.NodeHeight / 2);
}

/// <param name="Column">Of the grid; -1 for the CI/CD account, which lies above it.</param>
sealed record Frame(GraphAccount Account, int X, int Y, int Width, int Height, int Column);
