namespace LocalAws.CodeBuild.Buildspecs;

/// <summary>A buildspec that cannot be read; the message says where and why, in the words of phase contexts.</summary>
public sealed class BuildspecException(string message) : Exception(message);
