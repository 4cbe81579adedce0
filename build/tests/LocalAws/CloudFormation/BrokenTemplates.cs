namespace Build.Tests.LocalAws.CloudFormation;

/// <summary>Templates that CloudFormation refuses, one of each kind, and its words as clients have recorded them.</summary>
static class BrokenTemplates
{
    const string Topic = "\nResources: {T: {Type: AWS::SNS::Topic}}";

    /// <summary>Refused before there is a stack.</summary>
    public static readonly (string Template, string Message)[] Refused =
    [
        ("{\"Resources\": {\"A\": }", "Template format error: JSON not well-formed. (line 1, column 21)"),
        ("just text", "Template format error: unsupported structure."),
        ("Description: nothing else", "Template format error: At least one Resources member must be defined."),
        ("Resource: {}" + Topic, "Invalid template property or properties [Resource]"),
        (
            "AWSTemplateFormatVersion: '2010-09-10'" + Topic,
            "Template format error: 2010-09-10 is not a supported value for AWSTemplateFormatVersion."
        ),
        (
            $"Description: {new string('x', 1025)}" + Topic,
            "Template format error: 'Description' length is greater than 1024."
        ),
        ("Transform: Nobodys-Macro" + Topic, "No transform named Nobodys-Macro found."),
        (
            "Resources: {a-bucket: {Type: AWS::S3::Bucket}}",
            "Template format error: Resource name a-bucket is non alphanumeric."
        ),
        ("Resources: {A: text}", "Template format error: Any Resources member must be an object."),
        (
            "Resources: {A: {Properties: {}}}",
            "Template format error: [/Resources/A] Every Resources object must contain a Type member."
        ),
        (
            "Resources: {A: {Type: !Ref P}}\nParameters: {P: {Type: String, Default: AWS::SNS::Topic}}",
            "Template format error: [/Resources/A] Every Type member must be a string."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topik}}",
            "Template format error: Unrecognized resource types: [AWS::SNS::Topik]"
        ),
        ("Resources: {A: {Type: AWS::SNS::Topic, Tags: []}}", "Invalid template resource property 'Tags'"),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: }}}",
            "[/Resources/A/Properties/TopicName] 'null' values are not allowed in templates"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Nobody}}}",
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${AWS::Regions}'}}}",
            "Template format error: Unresolved resource dependencies [AWS::Regions] in the Resources block of the template"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, DependsOn: Nobody}}",
            "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, DependsOn: {Ref: A}}}",
            "Template format error: DependsOn must be a string or list of strings."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt Nobody.Arn}}}",
            "Template error: instance of Fn::GetAtt references undefined resource Nobody"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt B.Colour}}, B: {Type: AWS::SQS::Queue}}",
            "Template error: resource B does not support attribute type Colour in Fn::GetAtt"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, DependsOn: B}, B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref A}}}",
            "Circular dependency between resources: [A, B]"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Condition: Never}}",
            "Template format error: Unresolved condition dependency Never in the Resources block of the template"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !If [Never, a, b]}}}",
            "Template error: unresolved condition dependency Never in Fn::If"
        ),
        (
            "Conditions: {C: !Equals [!Ref T, x]}" + Topic,
            "Template format error: Unresolved dependencies [T]. Cannot reference resources in the Conditions block of the template"
        ),
        (
            "Conditions: {C: !Equals [x]}" + Topic,
            "Template error: every Fn::Equals object requires a list of 2 string parameters."
        ),
        (
            "Conditions: {C: !And [!Equals [a, b]]}" + Topic,
            "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, DeletionPolicy: Keep}}",
            "Template format error: Unrecognized DeletionPolicy Keep for resource A"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, DeletionPolicy: !Ref P}}\nParameters: {P: {Type: String, Default: Retain}}",
            "Template format error: Every DeletionPolicy member must be a string."
        ),
        (
            "Resources: {A: {Type: AWS::DynamoDB::Table, DeletionPolicy: Snapshot}}",
            "Template error: resource type AWS::DynamoDB::Table does not support deletion policy Snapshot"
        ),
        (
            "Parameters: {T: {Type: String, Default: x}}" + Topic,
            "Template error: all resources and parameters must have unique names. Common name(s):[T]"
        ),
        (
            "Parameters: {P: {Default: a}}" + Topic,
            "Template format error: Every Parameters object must contain a Type member."
        ),
        ("Parameters: {P: {Type: Strin}}" + Topic, "Template format error: Unrecognized parameter type: Strin"),
        ("Parameters: {P_P: {Type: String}}" + Topic, "Template format error: Parameter name P_P is non alphanumeric."),
        (
            "Parameters: {P: {Type: String, DefaultValue: a}}" + Topic,
            "Invalid template parameter property 'DefaultValue'"
        ),
        (
            "Parameters: {P: {Type: String, Default: !Ref AWS::Region}}" + Topic,
            "Template format error: Every Default member must be a string."
        ),
        (
            "Parameters: {P: {Type: String, Default: a, AllowedValues: a b}}" + Topic,
            "Template format error: Every AllowedValues member must be a list."
        ),
        ("Parameters: {P: {Type: String}}" + Topic, "Parameters: [P] must have values"),
        ("Parameters: {P: {Type: Number, Default: one}}" + Topic, "Parameter 'P' must be a number."),
        (
            "Parameters: {P: {Type: String, Default: c, AllowedValues: [a, b]}}" + Topic,
            "Parameter 'P' must be one of AllowedValues: [a, b]"
        ),
        (
            "Parameters: {P: {Type: String, Default: A, AllowedPattern: '[a-z]+'}}" + Topic,
            "Parameter 'P' must match pattern [a-z]+"
        ),
        ("Mappings: {M: {a: b}}" + Topic, "Template format error: Every Mappings member M must be a map"),
        (
            "Mappings: {M: {a: {b: !Ref AWS::Region}}}" + Topic,
            "Template format error: Every Mappings attribute must be a String or a List."
        ),
        (
            "Mappings: {M: {a: {b_c: d}}}" + Topic,
            "Template format error: Mappings attribute name 'b_c' must contain only alphanumeric characters."
        ),
        (
            "Mappings: {M: {a: {b: c}}}\nResources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !FindInMap [M, x, b]}}}",
            "Template error: Unable to get mapping for M::x::b"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !FindInMap [M, x, b]}}}",
            "Template error: Mapping named 'M' is not present in the 'Mappings' section of template."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Join [a]}}}",
            "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Select [a]}}}",
            "Template error: Fn::Select requires a list argument with two elements: an integer index and a list"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Split [a]}}}",
            "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split."
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt A}}}",
            "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute"
        ),
        (
            "Outputs: {O: {Value: !Ref Nobody}}" + Topic,
            "Unresolved resource dependencies [Nobody] in the Outputs block of the template"
        ),
        (
            "Outputs: {O: {Description: none}}" + Topic,
            "Template format error: Every Outputs member must contain a Value object"
        ),
        ("Outputs: {O-o: {Value: a}}" + Topic, "Template format error: Outputs name 'O-o' is non alphanumeric."),
        (
            "Outputs: {O: {Value: a, Export: {Name: e}}, P: {Value: b, Export: {Name: e}}}" + Topic,
            "Template format error: The Outputs section contains duplicate Export names: [e]. Specify a unique name for each export."
        ),
        (
            "Outputs: {O: {Value: a, Export: {Name: e.f}}}" + Topic,
            "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."
        ),
        (
            "Outputs: {O: {Value: a, Export: {Name: !Sub 'x-${T}'}}}" + Topic,
            "Template format error: Output O is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs."
        ),
    ];

    /// <summary>Taken, and told by the events of a creation that fails.</summary>
    public static readonly (string Template, string Message)[] Failing =
    [
        (
            "Resources: {A: {Type: AWS::EC2::VPC, Properties: {Colour: red}}}",
            "Properties validation failed for resource A with message:\n#: extraneous key [Colour] is not permitted"
        ),
        (
            "Resources: {A: {Type: AWS::EC2::Subnet, Properties: {CidrBlock: 10.0.0.0/24}}}",
            "Properties validation failed for resource A with message:\n#: required key [VpcId] not found"
        ),
        (
            "Resources: {A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: perhaps}}}",
            "Properties validation failed for resource A with message:\n#/EnableDnsSupport: expected type: Boolean, found: String"
        ),
        (
            "Resources: {A: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 2}}}",
            "Properties validation failed for resource A with message:\n#/RetentionInDays: #: only 1 subschema matches out of 2\n#/RetentionInDays: failed validation constraint for keyword [enum]"
        ),
        (
            "Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: !ImportValue nobodys}}}",
            "No export named nobodys found."
        ),
    ];
}
