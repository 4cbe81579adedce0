namespace Diagnosis.Graphs.Pictures;

/// <summary>Makes text fit, by a count of characters: what fonts there will be is not known here.</summary>
static class TextFitting
{
    /// <summary>What is too long loses its middle: names differ at their ends.</summary>
    public static string Middle(string text, int most) =>
        text.Length <= most ? text : $"{text[..((most - 1) / 2)]}…{text[^(most - 1 - ((most - 1) / 2))..]}";

    public static IEnumerable<string> Lines(string text, int most)
    {
        for (var start = 0; start < text.Length; start += most)
            yield return text[start..Math.Min(start + most, text.Length)];
    }
}
