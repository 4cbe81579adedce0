namespace LocalAws.CloudFormation.Templates;

/// <summary>What is wrong with a template or its parameters, in the words of a CloudFormation ValidationError.</summary>
public class TemplateException(string message) : Exception(message);
