namespace Iam.Matching;

/// <summary>The actions of a statement, found by service prefix; services and action names ignore case.</summary>
sealed class ActionPattern
{
    readonly Dictionary<string, List<WildcardPattern>> _byService = new(StringComparer.OrdinalIgnoreCase);
    readonly List<WildcardPattern> _anyService = [];

    public ActionPattern(IReadOnlyList<string> actions)
    {
        Sources = actions;
        foreach (var action in actions)
        {
            var colon = action.IndexOf(':', StringComparison.Ordinal);
            var pattern = WildcardPattern.Parse(action, ignoreCase: true);
            if (colon < 0 || action.AsSpan(0, colon).IndexOfAny('*', '?') >= 0)
                _anyService.Add(pattern);
            else if (_byService.TryGetValue(action[..colon], out var patterns))
                patterns.Add(pattern);
            else
                _byService[action[..colon]] = [pattern];
        }
    }

    /// <summary>The actions as the policy has them.</summary>
    public IReadOnlyList<string> Sources { get; }

    public bool IsMatch(string action)
    {
        foreach (var pattern in _anyService)
            if (pattern.IsMatch(action))
                return true;
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return false;
        var services = _byService.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!services.TryGetValue(action.AsSpan(0, colon), out var patterns))
            return false;
        foreach (var pattern in patterns)
            if (pattern.IsMatch(action))
                return true;
        return false;
    }
}
