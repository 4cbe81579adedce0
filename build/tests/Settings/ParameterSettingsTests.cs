using System.Text.Json.Nodes;
using Deployment;

namespace Build.Tests.Settings;

/// <summary>Values for parameters in the settings.</summary>
public sealed class ParameterSettingsTests
{
    [Fact]
    public void Parse_ParametersOfEnvironments_AreReadAndThoseOfTheCicdAccountGoBelow()
    {
        var settings = SettingsText.Parse(
            With("""{"Size": "small", "Stage": "all"}""", """{"Stack-1:Size": "a=b:c", "Empty": ""}""")
        );
        var same = SettingsText.Parse(
            With("""{"Size": "small", "Stage": "all"}""", """{"Stage": "own"}""")
                .Replace("111111111111", "123456789012", StringComparison.Ordinal)
        );

        Assert.Equal(
            new Dictionary<string, string> { ["Stack-1:Size"] = "a=b:c", ["Empty"] = "" },
            settings.Environments[0].Parameters
        );
        Assert.Equal("small", settings.AllEnvironments[0].Parameters["Size"]);
        Assert.Equal(
            new Dictionary<string, string> { ["Size"] = "small", ["Stage"] = "own" },
            same.AllEnvironments[0].Parameters
        );
    }

    [Theory]
    [InlineData("""{"a b": "x"}""", "$.environments[0].parameters.a b is not a parameter")]
    [InlineData("""{":Size": "x"}""", "$.environments[0].parameters.:Size is not a parameter")]
    [InlineData("""{"Size": 1}""", "$.environments[0].parameters.Size is 1, not a string")]
    [InlineData("""["Size"]""", "$.environments[0].parameters is [\"Size\"], not an object")]
    public void Parse_ParametersThatAreNone_AreNamed(string parameters, string expected)
    {
        var failure = Assert.Throws<BuildException>(() => SettingsText.Parse(With("{}", parameters)));

        Assert.Contains(expected, Assert.Single(failure.Findings).What, StringComparison.Ordinal);
    }

    static string With(string cicd, string environment)
    {
        var settings = JsonNode.Parse(SettingsText.Valid)!;
        settings["cicd"]!["parameters"] = JsonNode.Parse(cicd);
        settings["environments"]![0]!["parameters"] = JsonNode.Parse(environment);
        return settings.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }
}
