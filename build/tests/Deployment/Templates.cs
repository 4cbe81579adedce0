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

    /// <summary>As short as a bootstrap template can be: CDK's parameters, and the version where CDK has it.</summary>
    public static string Bootstrap(int version) =>
        $$"""
            Parameters:
              TrustedAccounts: {Type: CommaDelimitedList, Default: ''}
              TrustedAccountsForLookup: {Type: CommaDelimitedList, Default: ''}
              CloudFormationExecutionPolicies: {Type: CommaDelimitedList, Default: ''}
              FileAssetsBucketKmsKeyId: {Type: String, Default: ''}
              Qualifier: {Type: String, Default: hnb659fds}
              BootstrapVariant: {Type: String, Default: 'AWS CDK: Default Resources'}
            Resources:
              CdkBootstrapVersion:
                Type: AWS::SSM::Parameter
                Properties:
                  Type: String
                  Name: !Sub '/cdk-bootstrap/${Qualifier}/version'
                  Value: '{{version}}'
            Outputs:
              BootstrapVersion: {Value: '{{version}}'}
            """;
}
