using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Guards;

namespace LocalAws.CodeBuild.Reports;

/// <summary>Reads test results in JUnit's XML.</summary>
static class JUnitReader
{
    const double NanosecondsInSecond = 1e9;

    /// <summary>The tests of a file, or <see cref="InvalidDataException"/>.</summary>
    /// <param name="name">The file's name in the report.</param>
    public static IReadOnlyList<TestCase> Read(string text, string name)
    {
        try
        {
            var root = ShallowXml.Parse(text, DtdProcessing.Ignore);
            return [.. root.DescendantsAndSelf("testcase").Select(test => Read(test, name))];
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{name} is not JUnit XML: {error.Message}");
        }
    }

    static TestCase Read(XElement test, string name)
    {
        var (status, message) = test switch
        {
            _ when test.Element("error") is { } error => ("ERROR", MessageOf(error)),
            _ when test.Element("failure") is { } failure => ("FAILED", MessageOf(failure)),
            _ when test.Element("skipped") is { } skipped => ("SKIPPED", MessageOf(skipped)),
            _ => ("SUCCEEDED", null),
        };
        _ = double.TryParse(test.Attribute("time")?.Value, CultureInfo.InvariantCulture, out var seconds);
        return new(
            test.Attribute("classname")?.Value ?? test.Parent?.Attribute("name")?.Value ?? "",
            test.Attribute("name")?.Value ?? "",
            status,
            (long)(seconds * NanosecondsInSecond),
            message,
            name
        );
    }

    static string? MessageOf(XElement element)
    {
        var text = string.Join('\n', [element.Attribute("message")?.Value ?? "", element.Value.Trim()]).Trim();
        return text.Length == 0 ? null : text;
    }
}
