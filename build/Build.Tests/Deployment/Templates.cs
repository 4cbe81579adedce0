namespace Build.Tests.Deployment;

/// <summary>Templates for stacks that the tests deploy.</summary>
static class Templates
{
    public static string Parameter(string name, string value = "1") =>
        $$$$"""
            {
              "Resources": {
                "Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "{{{{name}}}}", "Type": "String", "Value": "{{{{value}}}}"} }
              },
              "Outputs": {"Name": {"Value": {"Ref": "Value"}}}
            }
            """;

    public static string Failing(string name) =>
        $$$$"""
            {
              "Resources": {
                "Fine": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "{{{{name}}}}", "Type": "String", "Value": "1"} },
                "Broken": {"Type": "Test::Broken::Thing", "Properties": {}},
                "After": {
                  "Type": "AWS::SSM::Parameter", "DependsOn": "Broken",
                  "Properties": {"Name": "{{{{name}}}}-after", "Type": "String", "Value": "1"}
                }
              }
            }
            """;
}
