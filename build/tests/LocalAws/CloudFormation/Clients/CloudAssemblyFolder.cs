using System.Security.Cryptography;
using System.Text;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>
/// A Cloud Assembly as CDK apps write it: a stage with a stack that exports a value, and a stack with a nested one that
/// imports it. All in account 111111111111.
/// </summary>
sealed class CloudAssemblyFolder(string root)
{
    const string Bucket = "cdk-hnb659fds-assets-111111111111-eu-west-1";
    const string Role = "arn:${AWS::Partition}:iam::111111111111:role/cdk-hnb659fds";
    const string Version =
        "\"requiresBootstrapStackVersion\": 6, \"bootstrapStackVersionSsmParameter\": \"/cdk-bootstrap/hnb659fds/version\"";
    const string Guard = """
        "Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}},
         "Rules": {"CheckBootstrapVersion": {"Assertions": [{
          "Assert": {"Fn::Not": [{"Fn::Contains": [["1", "2", "3", "4", "5"], {"Ref": "BootstrapVersion"}]}]}, "AssertDescription": "too old"}]}}
        """;
    const string Store = """
        {<guard>,
         "Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Delete"}},
         "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Bucket", "Arn"]}, "Export": {"Name": "store-arn"}}}}
        """;
    const string Service = """
        {<guard>,
         "Resources": {
          "Setting": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Name": "/service/store", "Value": {"Fn::ImportValue": "store-arn"}}},
          "Nested": {"Type": "AWS::CloudFormation::Stack", "DependsOn": ["Setting"],
           "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3.eu-west-1.", {"Ref": "AWS::URLSuffix"}, "/<bucket>/<nested>.json"]]}},
           "Metadata": {"aws:asset:path": "nested.template.json", "aws:asset:property": "TemplateURL"}}},
         "Outputs": {"Inner": {"Value": {"Fn::GetAtt": ["Nested", "Outputs.Name"]}}}}
        """;

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(root, "cdk.out")).FullName;

    /// <summary>Writes it; the value is the nested stack's parameter, the extra resource one more member of its resources.</summary>
    public CloudAssemblyFolder Write(string value, string extra = "")
    {
        var nested = $$$"""
            {"Resources": {{{{extra}}}"Greeting": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Name": "/service/greeting", "Value": "{{{value}}}"} } },
             "Outputs": {"Name": {"Value": {"Ref": "Greeting"} } } }
            """;
        var store = Store.Replace("<guard>", Guard, StringComparison.Ordinal);
        var service = Service
            .Replace("<guard>", Guard, StringComparison.Ordinal)
            .Replace("<bucket>", Bucket, StringComparison.Ordinal)
            .Replace("<nested>", Hash(nested), StringComparison.Ordinal);
        const string Stage = "assembly-Prod";
        Directory.CreateDirectory(System.IO.Path.Combine(Path, Stage));
        Put("cdk.out", """{"version": "48.0.0"}""");
        Put(
            "manifest.json",
            """
            {"version": "48.0.0", "artifacts": {"assembly-Prod": {"type": "cdk:cloud-assembly",
             "properties": {"directoryName": "assembly-Prod", "displayName": "Prod"}}}}
            """
        );
        Put($"{Stage}/cdk.out", """{"version": "48.0.0"}""");
        Put($"{Stage}/store.template.json", store);
        Put($"{Stage}/service.template.json", service);
        Put($"{Stage}/nested.template.json", nested);
        Put($"{Stage}/store.assets.json", Assets(("store", store)));
        Put($"{Stage}/service.assets.json", Assets(("service", service), ("nested", nested)));
        Put(
            $"{Stage}/manifest.json",
            $$"""
            {"version": "48.0.0", "artifacts": {
            {{Artifact("store", store, "\"terminationProtection\": true,", "")}},
            {{Artifact("service", service, "\"tags\": {\"team\": \"service\"},", "\"store\", ")}} } }
            """
        );
        return this;
    }

    static string Artifact(string name, string template, string more, string dependencies) =>
        $$"""
             "{{name}}.assets": {"type": "cdk:asset-manifest", "properties": {"file": "{{name}}.assets.json", {{Version}} } },
             "{{name}}": {"type": "aws:cloudformation:stack", "environment": "aws://111111111111/eu-west-1", "displayName": "Prod/{{name}}",
              "dependencies": [{{dependencies}}"{{name}}.assets"],
              "properties": {"templateFile": "{{name}}.template.json", "stackName": "Prod-{{name}}", "validateOnSynth": false, {{more}}
               "assumeRoleArn": "{{Role}}-deploy-role-111111111111-eu-west-1",
               "cloudFormationExecutionRoleArn": "{{Role}}-cfn-exec-role-111111111111-eu-west-1",
               "stackTemplateAssetObjectUrl": "s3://{{Bucket}}/{{Hash(template)}}.json",
               "additionalDependencies": ["{{name}}.assets"], {{Version}} } }
            """;

    static string Assets(params (string Name, string Template)[] templates) =>
        $$"""
            {"version": "48.0.0", "dockerImages": {}, "files": {
            {{string.Join(
            ",\n",
            templates.Select(t =>
                $$$"""
                "{{{Hash(t.Template)}}}": {"displayName": "{{{t.Name}}}", "source": {"path": "{{{t.Name}}}.template.json", "packaging": "file"},
                 "destinations": {"here": {"bucketName": "{{{Bucket}}}", "objectKey": "{{{Hash(t.Template)}}}.json", "region": "eu-west-1",
                  "assumeRoleArn": "{{{Role}}}-file-publishing-role-111111111111-eu-west-1"} } }
                """
            )
        )}} } }
            """;

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    void Put(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);
}
