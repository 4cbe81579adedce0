using Deployment;
using Diagnosis;
using Fingerprints;
using Rehearsal;
using Releases;
using Steps;
using Tools;

namespace Build.Tests.Findings;

/// <summary>Findings whose next action only a person can carry out, each with the reason.</summary>
static class PersonalActionTable
{
    public static IReadOnlyList<NextActionRow> Rows { get; } =
    [
        NextActionRow.Person(FindingCodes.ApprovalRefused, "who refused it wants nothing done"),
        NextActionRow.Person(FindingCodes.AssemblyErrors, "the construct that reports it is the app's own"),
        NextActionRow.Person(FindingCodes.AssetPackagingFailed, "the command is the app's own, and says why"),
        NextActionRow.Person(
            FindingCodes.BootstrapResourceMissing,
            "how the rest of the template refers to them is not understood"
        ),
        NextActionRow.Person(FindingCodes.ChangeSetCreationFailed, "CloudFormation's reason is about the template"),
        NextActionRow.Person(ReleaseCodes.ChecksFailed, "every check says its own next action in the JSON"),
        NextActionRow.Person(FindingCodes.ClockSkewed, "the clock is the machine's"),
        NextActionRow.Person(FindingCodes.CredentialProcessFailed, "the process is the user's own, and says why"),
        NextActionRow.Person(FindingCodes.FileNotAccessible, "whose file it is decides what is to be done"),
        NextActionRow.Person(FindingCodes.InvalidAddress, "which address is meant is for whoever wrote it"),
        NextActionRow.Person(FindingCodes.InvalidProfile, "what the profile is to lead to is for its owner"),
        NextActionRow.Person(
            FindingCodes.ManagedPolicyRefused,
            "who may make policies is for the account's administrator to say"
        ),
        NextActionRow.Person(FindingCodes.MfaRequired, "the device is in somebody's hand"),
        NextActionRow.Person(FindingCodes.NotAnAwsAnswer, "the network's sign-in page is for a person"),
        NextActionRow.Person(FindingCodes.ProgramNotStarted, "the program is the machine's"),
        NextActionRow.Person(FindingCodes.ProxyUnreachable, "which proxy there is, is for whoever runs the network"),
        NextActionRow.Person(FindingCodes.UnreadableDocument, "whose document it is decides what is to be done"),
        NextActionRow.Person(FindingCodes.UnsupportedProfile, "signing in is for a person"),
        NextActionRow.Person(FindingCodes.UntrustedCertificate, "whom to trust is for the owner of the machine"),
        NextActionRow.Person(StepCodes.ContextChanged, "who wrote the file meanwhile is not known"),
        NextActionRow.Person(FindingCodes.DependencyCycle, "which dependency goes is for whoever wrote the app"),
        NextActionRow.Person(FindingCodes.DiskFull, "what may be deleted is for the owner of the disk"),
        NextActionRow.Person(
            FindingCodes.DuplicateStack,
            "what the stacks are to be called is for whoever wrote the app"
        ),
        NextActionRow.Person(FindingCodes.EarlyValidationFailure, "names and properties are the app's own"),
        NextActionRow.Person(DiagnosisCodes.ExplicitDeny, "who denies something means to"),
        NextActionRow.Person(FingerprintCodes.FolderUnwritable, "whose folder it is decides what is to be done"),
        NextActionRow.Person(FingerprintCodes.GitFailed, "git says why"),
        NextActionRow.Person(FingerprintCodes.InputUnreadable, "whose file it is decides what is to be done"),
        NextActionRow.Person(StepCodes.InstallFailed, "yarn says why above"),
        NextActionRow.Person(FindingCodes.LegacyAsset, "the synthesizer is the app's own"),
        NextActionRow.Person(
            DiagnosisCodes.MalformedPolicyDocument,
            "what the statement is to allow is for whoever wrote it"
        ),
        NextActionRow.Person(
            ToolCodes.MissingTool,
            "which package manager installs it is the owner of the machine's choice"
        ),
        NextActionRow.Person(RehearsalCodes.NoCommit, "what is to be committed is for whoever wrote it"),
        NextActionRow.Person(FindingCodes.NoContainerEngine, "the engine is a program of the machine"),
        NextActionRow.Person(FingerprintCodes.OutputMissing, "a tool did not do what it is for"),
        NextActionRow.Person(RehearsalCodes.NoPipeline, "what pipeline/ is to make is for whoever writes it"),
        NextActionRow.Person(FindingCodes.NotAFile, "what the app stages is for whoever wrote the app"),
        NextActionRow.Person(FindingCodes.PathTraversal, "how assets are staged is for whoever wrote the app"),
        NextActionRow.Person(
            DiagnosisCodes.PipelineLimitExceeded,
            "which releases go into which wave is the team's choice"
        ),
        NextActionRow.Person(FindingCodes.ReadOnlyFileSystem, "how it is mounted is for the owner of the machine"),
        NextActionRow.Person(DiagnosisCodes.ActionNotFound, "what the statement is to allow is for whoever wrote it"),
        NextActionRow.Person(DiagnosisCodes.ConditionKeyNeverSupplied, "what is to be asked is for whoever wrote it"),
        NextActionRow.Person(
            DiagnosisCodes.ResourceNeverAsked,
            "what the statement is to allow is for whoever wrote it"
        ),
        NextActionRow.Person(DiagnosisCodes.ServicePrincipalNotFound, "which service is meant is for whoever wrote it"),
        NextActionRow.Person(DiagnosisCodes.ExecutionPolicyTooLong, "what goes by another role is the team's choice"),
        NextActionRow.Person(ReleaseCodes.ProjectLeftOut, "why the other project failed is a finding of its own"),
        NextActionRow.Person(RehearsalCodes.RehearsalFailed, "the failed action says why"),
        NextActionRow.Person(StepCodes.RehearsedContext, "the file is committed, and its entries are the team's"),
        NextActionRow.Person(FindingCodes.SchemaVersionMismatch, "the version of aws-cdk-lib is the app's own"),
        NextActionRow.Person(StepCodes.SharedFolderNotOwn, "who else may write it is for its owner to say"),
        NextActionRow.Person(
            FindingCodes.StackDestructionFailed,
            "what holds a resource, or protects a stack, is not for a program to remove"
        ),
        NextActionRow.Person(DiagnosisCodes.StackInProgress, "somebody else is at work on the stack"),
        NextActionRow.Person(FindingCodes.TemplateTooLarge, "how the stack is split is for whoever wrote the app"),
        NextActionRow.Person(StepCodes.TestsFailed, "the tests say what is wrong"),
        NextActionRow.Person(FindingCodes.TooManyOpenFiles, "the limit is for the owner of the machine to raise"),
        NextActionRow.Person(ToolCodes.ToolFailed, "the tool says why above"),
        NextActionRow.Person(FindingCodes.UnexpectedBucketOwner, "whose bucket it is has to be found out first"),
        NextActionRow.Person(
            ToolCodes.WrongToolVersion,
            "which package manager installs it is the owner of the machine's choice"
        ),
    ];
}
