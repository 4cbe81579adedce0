namespace Build.Tests.Rehearsals.Doctors;

/// <summary>Templates for an environment of the least privileges.</summary>
static class LeastPrivilegeTemplates
{
    /// <summary>What a deployment finds of CDK's bootstrap, the roles without any rights.</summary>
    public const string Bootstrap = """
        {
          "Parameters": { "Qualifier": { "Type": "String", "Default": "hnb659fds" } },
          "Resources": {
            "Bucket": {
              "Type": "AWS::S3::Bucket",
              "Properties": { "BucketName": "cdk-hnb659fds-assets-111111111111-eu-west-1" }
            },
            "Repository": {
              "Type": "AWS::ECR::Repository",
              "Properties": { "RepositoryName": "cdk-hnb659fds-container-assets-111111111111-eu-west-1" }
            },
            "Version": {
              "Type": "AWS::SSM::Parameter",
              "Properties": { "Name": "/cdk-bootstrap/hnb659fds/version", "Type": "String", "Value": "33" }
            },
            "Deploy": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "cdk-hnb659fds-deploy-role-111111111111-eu-west-1",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": { "Effect": "Allow", "Principal": { "AWS": "123456789012" }, "Action": "sts:AssumeRole" }
                }
              }
            },
            "Publish": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "cdk-hnb659fds-file-publishing-role-111111111111-eu-west-1",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": { "Effect": "Allow", "Principal": { "AWS": "123456789012" }, "Action": "sts:AssumeRole" }
                }
              }
            },
            "Execution": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Effect": "Allow",
                    "Principal": { "Service": "cloudformation.amazonaws.com" },
                    "Action": "sts:AssumeRole"
                  }
                }
              }
            }
          },
          "Outputs": {
            "BootstrapVersion": { "Value": { "Fn::GetAtt": ["Version", "Value"] } },
            "BucketName": { "Value": { "Ref": "Bucket" } },
            "ImageRepositoryName": { "Value": { "Ref": "Repository" } }
          }
        }
        """;

    /// <summary>An app of resources that the local AWS has, with names of its own and names that CloudFormation makes up.</summary>
    /// <param name="value">The parameter's value.</param>
    public static string App(string value = "1") => Whole.Replace("<value>", value, StringComparison.Ordinal);

    const string Whole = """
        {
          "Resources": {
            "Value": {
              "Type": "AWS::SSM::Parameter",
              "Properties": { "Name": "/app/value", "Type": "String", "Value": "<value>", "Tags": { "part": "<value>" } }
            },
            "Files": {
              "Type": "AWS::S3::Bucket",
              "Properties": {
                "VersioningConfiguration": { "Status": "Enabled" },
                "PublicAccessBlockConfiguration": { "BlockPublicAcls": true },
                "BucketEncryption": {
                  "ServerSideEncryptionConfiguration": [
                    { "ServerSideEncryptionByDefault": { "SSEAlgorithm": "AES256" } }
                  ]
                },
                "Tags": [{ "Key": "part", "Value": "<value>" }]
              }
            },
            "FilesPolicy": {
              "Type": "AWS::S3::BucketPolicy",
              "Properties": {
                "Bucket": { "Ref": "Files" },
                "PolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Sid": "OnlyEncrypted<value>",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": { "Fn::Sub": "${Files.Arn}/*" },
                    "Condition": { "Bool": { "aws:SecureTransport": "false" } }
                  }
                }
              }
            },
            "Runner": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Effect": "Allow",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                    "Action": "sts:AssumeRole"
                  }
                },
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
                "Tags": [{ "Key": "part", "Value": "<value>" }]
              }
            },
            "RunnerPolicy": {
              "Type": "AWS::IAM::Policy",
              "Properties": {
                "PolicyName": "runner",
                "Roles": [{ "Ref": "Runner" }],
                "PolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Sid": "Read<value>",
                    "Effect": "Allow",
                    "Action": "s3:GetObject",
                    "Resource": { "Fn::Sub": "${Files.Arn}/*" }
                  }
                }
              }
            },
            "Log": {
              "Type": "AWS::Logs::LogGroup",
              "Properties": { "LogGroupName": "/app/log", "RetentionInDays": 7 }
            },
            "Key": {
              "Type": "AWS::KMS::Key",
              "Properties": {
                "KeyPolicy": {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Effect": "Allow",
                    "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
                    "Action": "kms:*",
                    "Resource": "*"
                  }
                }
              }
            },
            "Token": {
              "Type": "AWS::SecretsManager::Secret",
              "Properties": { "Name": "app-token", "GenerateSecretString": {} }
            },
            "News": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "app-news" } },
            "Work": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "app-work" } },
            "Data": {
              "Type": "AWS::DynamoDB::Table",
              "Properties": {
                "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
                "BillingMode": "PAY_PER_REQUEST"
              }
            }
          }
        }
        """;
}
