using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Transforms;

/// <summary>A transform failed, or its caller may not have it: what a change set fails with, once it is made.</summary>
public sealed class TransformException(string message) : TemplateException(message);
