using System.Text.Json.Nodes;
using Build.Tests.Diagnosis.Requirements;
using Diagnosis.DeadStatements;

namespace Build.Tests.Diagnosis.DeadStatements;

public sealed class StatementCheckTests
{
    const string Allow = """ "Effect": "Allow", """;

    public static TheoryData<string, string, string> Dead =>
        new()
        {
            { """ "Action": "s3:GetObjct", "Resource": "*" """, "ActionNotFound", "s3:GetObject does" },
            {
                """ "Action": ["s3:GetObject", "dynamodb:QueryTable"], "Resource": "*" """,
                "ActionNotFound",
                "dynamodb:"
            },
            { """ "Action": "s3:Gett*", "Resource": "*" """, "ActionNotFound", "no action" },
            { """ "Action": "dynamo:Query", "Resource": "*" """, "", "" },
            { """ "Action": "dynamobd:Query", "Resource": "*" """, "", "" },
            { """ "Action": "lamda:InvokeFunction", "Resource": "*" """, "ActionNotFound", "lambda" },
            {
                """ "Action": "s3:GetObject", "Resource": { "Fn::GetAtt": ["Data", "Arn"] } """,
                "ResourceNeverAsked",
                "s3:GetObject"
            },
            { """ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data" """, "ResourceNeverAsked", "s3:GetObject" },
            {
                """ "Action": "s3:ListBucket", "Resource": "arn:aws:dynamodb:eu-west-1:111111111111:table/data" """,
                "ResourceNeverAsked",
                ""
            },
            {
                """ "Action": "ec2:DescribeInstances", "Resource": "arn:aws:ec2:eu-west-1:111111111111:instance/*" """,
                "ResourceNeverAsked",
                "takes no resource"
            },
            {
                """ "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "s3:prefix": "a" } } """,
                "ConditionKeyNeverSupplied",
                "s3:prefix"
            },
            {
                """ "Action": "s3:ListBucket", "Resource": "*", "Condition": { "StringEquals": { "s3:prefix": "a" } } """,
                "",
                ""
            },
            {
                """ "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringNotEquals": { "s3:prefix": "a" } } """,
                "",
                ""
            },
            {
                """ "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEqualsIfExists": { "s3:prefix": "a" } } """,
                "",
                ""
            },
            {
                """ "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "s3:ExistingObjectTag/a": "a" } } """,
                "",
                ""
            },
            {
                """ "Action": "sts:AssumeRole", "Principal": { "Service": "lamda.amazonaws.com" } """,
                "ServicePrincipalNotFound",
                "lambda.amazonaws.com"
            },
            {
                """ "Action": "sts:AssumeRole", "Principal": { "Service": "codestar-notification.amazonaws.com" } """,
                "ServicePrincipalNotFound",
                "codestar-notifications.amazonaws.com"
            },
            {
                """ "Action": "sts:AssumeRole", "Principal": { "Service": ["codestar-notifications.amazonaws.com", "tomorrow.amazonaws.com"] } """,
                "",
                ""
            },
            {
                """ "Action": "sts:AssumeRole", "Principal": { "Service": ["lambda.amazonaws.com", "states.eu-west-1.amazonaws.com"] } """,
                "",
                ""
            },
            {
                """ "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] """,
                "",
                ""
            },
            { """ "Action": "s3:GetObject*", "Resource": "arn:aws:s3:::data" """, "", "" },
            { """ "Action": "s3:GetObject", "Resource": { "Fn::ImportValue": "bucket" } """, "", "" },
            { """ "Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:aws:s3:::${Parameter}" } """, "", "" },
            { """ "Action": { "Ref": "Parameter" }, "Resource": "arn:aws:s3:::data" """, "", "" },
            {
                """ "Action": ["dynamodb:GetItem", "dynamodb:GetRecords"], "Resource": "arn:aws:dynamodb:eu-west-1:111111111111:table/t" """,
                "",
                ""
            },
            {
                """ "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::data" """,
                "ResourceNeverAsked",
                "s3:GetObject"
            },
            { """ "NotAction": "s3:GetObject", "NotResource": "arn:aws:s3:::data" """, "", "" },
            {
                """ "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:111111111111:log-group:/app:*" """,
                "",
                ""
            },
        };

    [Theory]
    [MemberData(nameof(Dead))]
    public async Task Of_AStatement_SaysWhatNeverWorks(string statement, string code, string words)
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(Template(statement));

        var findings = await StatementCheck.OfAsync(app.Plan(), TestContext.Current.CancellationToken);

        Assert.Equal(code.Length == 0 ? [] : [code], findings.Select(finding => finding.Code.Name));
        Assert.All(findings, finding => Assert.Contains(words, finding.What, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/App", "Statements::ActionNotFound", true)]
    [InlineData("/App/Policy", "Statements::ActionNotFound", true)]
    [InlineData("/App/Pol", "Statements::ActionNotFound", false)]
    [InlineData("/App", "Statements::ResourceNeverAsked", false)]
    public async Task Of_WhatAConstructAcknowledges_SaysNothing(string path, string rule, bool isAcknowledged)
    {
        using var app = new BootstrappedApp();
        app.WriteTemplate(Template(""" "Action": "s3:GetObjct", "Resource": "*" """));
        var metadata = new JsonObject
        {
            ["/App/Policy/Resource"] = new JsonArray(Entry("aws:cdk:logicalId", "Policy")),
        };
        metadata[path] = new JsonArray(Entry("aws:cdk:acknowledged-rules", new JsonObject { [rule] = "meant" }));
        app.Assembly.Stack["metadata"] = metadata;

        Assert.Equal(
            isAcknowledged,
            (await StatementCheck.OfAsync(app.Plan(), TestContext.Current.CancellationToken)).Count == 0
        );
    }

    [Theory]
    [InlineData("Elsewhere", 1)]
    [InlineData("App/Inner", 0)]
    public async Task OfAsync_AStatementOfANestedStack_IsFoundUnlessItIsAcknowledged(string path, int expected)
    {
        using var app = new BootstrappedApp();
        var template = JsonNode.Parse(Template(""" "Action": "s3:GetObjct", "Resource": "*" """))!;
        template["Resources"]!["Policy"]!["Metadata"] = new JsonObject
        {
            ["aws:cdk:path"] = "App/Inner/Policy/Resource",
        };
        app.Assembly.Write("nested.template.json", template.ToJsonString());
        var asset = app.Assembly.Assets["files"]!["1"]!.DeepClone();
        asset["source"] = new JsonObject { ["path"] = "nested.template.json", ["packaging"] = "file" };
        asset["destinations"]!["here"]!["bucketName"] = "bucket";
        asset["destinations"]!["here"]!["objectKey"] = "nested.json";
        app.Assembly.Assets["files"]!["2"] = asset;
        app.WriteTemplate(
            """
            { "Resources": { "Inner": { "Type": "AWS::CloudFormation::Stack", "Properties": {
              "TemplateURL": "https://s3.eu-west-1.amazonaws.com/bucket/nested.json" } } } }
            """
        );
        app.Assembly.Stack["metadata"] = new JsonObject
        {
            [$"/{path}"] = new JsonArray(
                Entry("aws:cdk:acknowledged-rules", new JsonObject { ["Statements::ActionNotFound"] = "meant" })
            ),
        };

        var findings = await StatementCheck.OfAsync(app.Plan(), TestContext.Current.CancellationToken);

        Assert.Equal(expected, findings.Count);
        Assert.All(findings, finding => Assert.Contains("App/Inner", finding.What, StringComparison.Ordinal));
    }

    static JsonObject Entry(string type, JsonNode data) => new() { ["type"] = type, ["data"] = data };

    static string Template(string statement) =>
        $$"""
            { "Parameters": { "Parameter": { "Type": "String" } },
              "Resources": {
              "Data": { "Type": "AWS::S3::Bucket" },
              "Policy": { "Type": "AWS::IAM::ManagedPolicy", "Properties": {
                "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ {{Allow}} {{statement}} }] } } }
            } }
            """;
}
