namespace LocalAws.CodeBuild.Runs;

/// <summary>Why a build ends before it is done.</summary>
enum BuildEnd
{
    Stopped,
    TimedOut,
    Interrupted,
}
