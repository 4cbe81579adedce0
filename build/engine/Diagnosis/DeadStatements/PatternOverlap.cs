namespace Diagnosis.DeadStatements;

/// <summary>Whether there is a text that two patterns both match, in which an asterisk stands for any text.</summary>
static class PatternOverlap
{
    public static bool Exists(string first, string second)
    {
        // Which prefixes of the second go together with the prefix of the first that has been read.
        var reachable = new bool[second.Length + 1];
        reachable[0] = true;
        Spread(reachable, second);
        foreach (var character in first)
        {
            var next = new bool[second.Length + 1];
            if (character == '*')
            {
                var seen = false;
                for (var index = 0; index <= second.Length; index++)
                {
                    seen |= reachable[index];
                    next[index] = seen;
                }
            }
            else
                for (var index = 0; index <= second.Length; index++)
                    next[index] =
                        (index > 0 && reachable[index - 1] && Meets(second[index - 1], character))
                        || (index > 0 && second[index - 1] == '*' && reachable[index]);
            reachable = next;
            Spread(reachable, second);
        }
        return reachable[^1];
    }

    /// <summary>An asterisk may stand for nothing.</summary>
    static void Spread(bool[] reachable, string second)
    {
        for (var index = 1; index <= second.Length; index++)
            reachable[index] |= second[index - 1] == '*' && reachable[index - 1];
    }

    static bool Meets(char pattern, char character) =>
        pattern is '*' or '?' || character == '?' || pattern == character;
}
