using Build.Tests.Build;
using Build.Tests.Build.Bootstrapping;
using Build.Tests.Build.Credentials;
using Build.Tests.Build.Rehearsal.Pipelines;
using Build.Tests.Deployment.Bootstrapping;
using Build.Tests.Deployment.Connections;
using Build.Tests.Deployment.Stacks;
using Build.Tests.Rehearsals;
using Build.Tests.Rehearsals.Doctors;
using Deployment;
using Diagnosis;

namespace Build.Tests.Findings;

/// <summary>
/// What each finding says is to be done, and where a test does it. A new code needs a row: make it in the catalogue of its
/// library (FindingCodes, DiagnosisCodes or BuildCodes), write a test that brings about the finding, follows its next action
/// to the letter and sees that it is gone, and name that test here, in the order of the codes. A code whose next action
/// comes in several kinds has a row for each.
/// </summary>
static class NextActionTable
{
    public static IReadOnlyList<NextActionRow> Rows { get; } =
    [
        // Carried out by a test.
        .. NextActionRow.Of<BootstrapperTests>(
            NextActionKind.Settings,
            nameof(BootstrapperTests.BootstrapAsync_TrustWithoutExecutionPolicies_IsRefusedAsTheCdkCliRefusesIt),
            FindingCodes.MissingExecutionPoliciesForTrust
        ),
        .. NextActionRow.Of<BootstrapTargetTests>(
            NextActionKind.AwsCli,
            nameof(BootstrapTargetTests.Bootstrap_KeyThatIsToBeDeleted_IsUsedAgainOnceThatIsCancelled),
            FindingCodes.BootstrapKeyUnusable
        ),
        .. NextActionRow.Of<BootstrapTargetTests>(
            NextActionKind.Settings,
            nameof(BootstrapTargetTests.Bootstrap_KeyAndBoundaryThatThereAreNot_AreSaidTogetherUntilTheyAreMade),
            FindingCodes.BootstrapBoundaryMissing,
            FindingCodes.BootstrapKeyUnusable
        ),
        .. NextActionRow.Of<BootstrapTargetTests>(
            NextActionKind.Settings,
            nameof(BootstrapTargetTests.Bootstrap_WrongAccount_IsRightOnceCredentialsOrRoleAreOfTheAccount),
            FindingCodes.WrongAccount
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.Again,
            nameof(CredentialActionsTests.CredentialsLoop_AProfileToStartFrom_EndsIt),
            BuildCodes.CredentialsLoop
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.Again,
            nameof(CredentialActionsTests.ExpiredCredentials_TheVariablesSetAnew_AreTaken),
            FindingCodes.ExpiredCredentials
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.Again,
            nameof(CredentialActionsTests.IncompleteCredentials_TheOtherHalfOfThePair_CompletesThem),
            FindingCodes.IncompleteCredentials
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.AwsCli,
            nameof(CredentialActionsTests.IncompleteCredentials_ASourceForTheProfilesRole_CompletesThem),
            FindingCodes.IncompleteCredentials
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.Again,
            nameof(CredentialActionsTests.NoCredentials_AProfileThatThereIs_IsWhatToStartFrom),
            FindingCodes.NoCredentials
        ),
        .. NextActionRow.Of<CredentialActionsTests>(
            NextActionKind.Again,
            nameof(CredentialActionsTests.NoRole_ARoleThatIsNamed_IsAssumed),
            BuildCodes.NoRole
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Again,
            nameof(DeployActionsTests.Deploy_ChangesThatNobodyCanApprove_AreDeployedOnceTheyAreWanted),
            FindingCodes.ApprovalRequired
        ),
        .. NextActionRow.Of<ParameterProgramTests>(
            NextActionKind.Again,
            nameof(ParameterProgramTests.Deploy_ParameterWithoutAValue_IsDeployedOnceItIsGiven),
            FindingCodes.MissingParameters
        ),
        .. NextActionRow.Of<ParameterProgramTests>(
            NextActionKind.Again,
            nameof(ParameterProgramTests.Deploy_ParametersThatThereAreNot_AreAllRefusedBeforeAnything),
            FindingCodes.NoSuchParameter
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Again,
            nameof(DeployActionsTests.Deploy_NoSuchStack_NamesThoseThatThereAre),
            FindingCodes.NoSuchStack
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Again,
            nameof(DeployActionsTests.Deploy_OutputsFileThatCannotBeWritten_IsWrittenUnderAnotherName),
            FindingCodes.FileNotWritten
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Again,
            nameof(DeployActionsTests.Destroy_WithoutATerminal_DeletesWhereThatIsWanted),
            BuildCodes.NotApproved
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Target,
            nameof(DeployActionsTests.Deploy_StackThatWasLeftHalfMade_GoesBackFirst),
            FindingCodes.StackNotDeployable
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Target,
            nameof(DeployActionsTests.Diff_Differences_AreGoneOnceTheyAreDeployed),
            BuildCodes.Differences
        ),
        .. NextActionRow.Of<DeployMistakesTests>(
            NextActionKind.AwsCli,
            nameof(DeployMistakesTests.Deploy_AMistakeInEachEnvironment_SaysWhatTheDoctorSaysAndThatMendsThem),
            FindingCodes.ChangeSetInTheWay,
            DiagnosisCodes.MissingRole,
            DiagnosisCodes.MissingTrust,
            DiagnosisCodes.WrongExternalId
        ),
        .. NextActionRow.Of<DeployMistakesTests>(
            NextActionKind.Target,
            nameof(DeployMistakesTests.Deploy_AMistakeInEachEnvironment_SaysWhatTheDoctorSaysAndThatMendsThem),
            FindingCodes.AssetPublishFailed,
            FindingCodes.AwsRefused,
            FindingCodes.BootstrapStackNotFound,
            FindingCodes.BucketMissing,
            FindingCodes.OutdatedBootstrapStack,
            FindingCodes.StackDeploymentFailed
        ),
        .. NextActionRow.Of<DoctorActionsTests>(
            NextActionKind.AwsCli,
            nameof(DoctorActionsTests.Deploy_StackPolicyThatTheRoleMayNotSet_IsSetOnceTheRoleMay),
            FindingCodes.StackPolicyNotSet
        ),
        .. NextActionRow.Of<DoctorActionsTests>(
            NextActionKind.Target,
            nameof(DoctorActionsTests.Doctor_BootstrapStackThatWasNeverMade_IsMade),
            DiagnosisCodes.BootstrapStackNotSteady
        ),
        .. NextActionRow.Of<DoctorActionsTests>(
            NextActionKind.Target,
            nameof(DoctorActionsTests.Doctor_BucketAndRepositoryThatAreGone_AreMadeAnew),
            FindingCodes.BucketMissing,
            DiagnosisCodes.ContainerRepositoryNotFound
        ),
        .. NextActionRow.Of<DoctorActionsTests>(
            NextActionKind.Target,
            nameof(DoctorActionsTests.Credentials_RoleThatBootstrappingMakes_IsAssumedOnceItHas),
            FindingCodes.AssumeRoleFailed
        ),
        .. NextActionRow.Of<DoctorTests>(
            NextActionKind.AwsCli,
            nameof(DoctorTests.Doctor_StackPolicy_IsMoreThanCdksOwnDeployRoleMaySetAndWhatItSaysMendsThat),
            DiagnosisCodes.MissingPermission
        ),
        .. NextActionRow.Of<DoctorTests>(
            NextActionKind.AwsCli,
            nameof(DoctorTests.Doctor_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem),
            DiagnosisCodes.DeniedByBoundary,
            DiagnosisCodes.DeniedByKeyPolicy,
            DiagnosisCodes.MissingPassRole,
            DiagnosisCodes.MissingRole,
            DiagnosisCodes.SecretUnreadable
        ),
        .. NextActionRow.Of<DoctorTests>(
            NextActionKind.Settings,
            nameof(DoctorTests.DoctorLocal_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem),
            DiagnosisCodes.DeniedByServiceControlPolicy
        ),
        .. NextActionRow.Of<DoctorTests>(
            NextActionKind.Settings,
            nameof(DoctorTests.Doctor_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem),
            DiagnosisCodes.SessionTooLong,
            DiagnosisCodes.WrongExternalId
        ),
        .. NextActionRow.Of<DoctorTests>(
            NextActionKind.Target,
            nameof(DoctorTests.Doctor_TwelveMistakes_FindsAllAtOnceAndWhatItSaysMendsThem),
            DiagnosisCodes.MissingTrust,
            FindingCodes.OutdatedBootstrapStack,
            DiagnosisCodes.WrongQualifier
        ),
        .. NextActionRow.Of<PipelineRunTests>(
            NextActionKind.Target,
            nameof(PipelineRunTests.Retry_WhereNothingHasFailed_SaysToRehearseAnewWhichRuns),
            BuildCodes.NothingToRetry
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.LocalAws_PortThatIsTaken_IsServedOnAFreeOne),
            BuildCodes.PortInUse
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.LocalAws_WhileAnotherServes_IsServedOnceThatHasEnded),
            BuildCodes.LocalAwsInUse
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.Run_AnArgumentThatIsMisspelt_IsTakenAsTheProgramMeansIt),
            FindingCodes.InvalidArguments
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.Run_VersionsThatCannotBeRead_AreRestored),
            BuildCodes.InvalidVersions
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Settings,
            nameof(ProgramActionsTests.Run_ASettingThatIsMisspelt_IsTakenAsTheProgramMeansIt),
            BuildCodes.InvalidSettings
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Target,
            nameof(ProgramActionsTests.LocalAws_AStateFolderThatIsAFile_IsServedOnceThatIsRemoved),
            BuildCodes.LocalAwsStateNotWritable
        ),
        .. NextActionRow.Of<SourceTokenTests>(
            NextActionKind.AwsCli,
            nameof(SourceTokenTests.Doctor_NoToken_SaysHowToMakeIt),
            DiagnosisCodes.SecretNotFound
        ),
        .. NextActionRow.Of<StackStatesTests>(
            NextActionKind.Target,
            nameof(StackStatesTests.DeployAsync_RollbackFailedOfARoleThatMayNotDelete_SaysWhatIsToBeDoneUntilItMay),
            FindingCodes.StackNotDeployable
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Bootstrap_WithoutItsTemplate_FindsItOnceThePackagesAreInstalled),
            FindingCodes.BootstrapTemplateNotFound
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Build_WithoutPackages_FindsThemOnceTheyAreInstalled),
            BuildCodes.NotInstalled
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Deploy_AssembliesThatAreNotWhole_AreWholeOnceSynthHasRun),
            FindingCodes.AssemblyNotFound,
            FindingCodes.InvalidJson,
            FindingCodes.InvalidManifest,
            FindingCodes.MissingFile,
            FindingCodes.UnknownDependency
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Deploy_ARehearsalsAssembly_IsTheAppsOwnOnceSynthHasRun),
            FindingCodes.RehearsedAssembly
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Deploy_ImageWithoutCdkAssets_FindsItOnceThePackagesAreInstalled),
            FindingCodes.CdkAssetsMissing
        ),
        .. NextActionRow.Of<SynthActionsTests>(
            NextActionKind.Target,
            nameof(SynthActionsTests.Projen_GeneratedFileThatWasEdited_PassesOnABuildServerOnceProjenHasRun),
            BuildCodes.StaleGeneratedFiles
        ),
        .. NextActionRow.Of<UnansweredTests>(
            NextActionKind.Again,
            nameof(UnansweredTests.OpenAsync_AnAddressWhereNobodyListens_OpensOnceItIsCorrected),
            FindingCodes.AwsUnreachable
        ),
        // For a person to do.
        NextActionRow.Person(FindingCodes.ApprovalRefused, "who refused it wants nothing done"),
        NextActionRow.Person(FindingCodes.AssemblyErrors, "the construct that reports it is the app's own"),
        NextActionRow.Person(FindingCodes.AssetPackagingFailed, "the command is the app's own, and says why"),
        NextActionRow.Person(
            FindingCodes.BootstrapResourceMissing,
            "how the rest of the template refers to them is not understood"
        ),
        NextActionRow.Person(FindingCodes.ChangeSetCreationFailed, "CloudFormation's reason is about the template"),
        NextActionRow.Person(BuildCodes.ChecksFailed, "every check says its own next action in the JSON"),
        NextActionRow.Person(FindingCodes.ClockSkewed, "the clock is the machine's"),
        NextActionRow.Person(FindingCodes.CredentialProcessFailed, "the process is the user's own, and says why"),
        NextActionRow.Person(FindingCodes.FileNotAccessible, "whose file it is decides what is to be done"),
        NextActionRow.Person(FindingCodes.InvalidAddress, "which address is meant is for whoever wrote it"),
        NextActionRow.Person(FindingCodes.InvalidProfile, "what the profile is to lead to is for its owner"),
        NextActionRow.Person(FindingCodes.MfaRequired, "the device is in somebody's hand"),
        NextActionRow.Person(FindingCodes.NotAnAwsAnswer, "the network's sign-in page is for a person"),
        NextActionRow.Person(FindingCodes.ProgramNotStarted, "the program is the machine's"),
        NextActionRow.Person(FindingCodes.ProxyUnreachable, "which proxy there is, is for whoever runs the network"),
        NextActionRow.Person(FindingCodes.UnreadableDocument, "whose document it is decides what is to be done"),
        NextActionRow.Person(FindingCodes.UnsupportedProfile, "signing in is for a person"),
        NextActionRow.Person(FindingCodes.UntrustedCertificate, "whom to trust is for the owner of the machine"),
        NextActionRow.Person(BuildCodes.ContextChanged, "who wrote the file meanwhile is not known"),
        NextActionRow.Person(FindingCodes.DependencyCycle, "which dependency goes is for whoever wrote the app"),
        NextActionRow.Person(FindingCodes.DiskFull, "what may be deleted is for the owner of the disk"),
        NextActionRow.Person(
            FindingCodes.DuplicateStack,
            "what the stacks are to be called is for whoever wrote the app"
        ),
        NextActionRow.Person(FindingCodes.EarlyValidationFailure, "names and properties are the app's own"),
        NextActionRow.Person(DiagnosisCodes.ExplicitDeny, "who denies something means to"),
        NextActionRow.Person(BuildCodes.FolderUnwritable, "whose folder it is decides what is to be done"),
        NextActionRow.Person(BuildCodes.GitFailed, "git says why"),
        NextActionRow.Person(BuildCodes.InputUnreadable, "whose file it is decides what is to be done"),
        NextActionRow.Person(BuildCodes.InstallFailed, "yarn says why above"),
        NextActionRow.Person(FindingCodes.LegacyAsset, "the synthesizer is the app's own"),
        NextActionRow.Person(
            DiagnosisCodes.MalformedPolicyDocument,
            "what the statement is to allow is for whoever wrote it"
        ),
        NextActionRow.Person(
            BuildCodes.MissingTool,
            "which package manager installs it is the owner of the machine's choice"
        ),
        NextActionRow.Person(BuildCodes.NoCommit, "what is to be committed is for whoever wrote it"),
        NextActionRow.Person(FindingCodes.NoContainerEngine, "the engine is a program of the machine"),
        NextActionRow.Person(BuildCodes.OutputMissing, "a tool did not do what it is for"),
        NextActionRow.Person(BuildCodes.NoPipeline, "what pipeline/ is to make is for whoever writes it"),
        NextActionRow.Person(FindingCodes.NotAFile, "what the app stages is for whoever wrote the app"),
        NextActionRow.Person(FindingCodes.PathTraversal, "how assets are staged is for whoever wrote the app"),
        NextActionRow.Person(
            DiagnosisCodes.PipelineLimitExceeded,
            "which releases go into which wave is the team's choice"
        ),
        NextActionRow.Person(FindingCodes.ReadOnlyFileSystem, "how it is mounted is for the owner of the machine"),
        NextActionRow.Person(BuildCodes.RehearsalFailed, "the failed action says why"),
        NextActionRow.Person(BuildCodes.RehearsedContext, "the file is committed, and its entries are the team's"),
        NextActionRow.Person(FindingCodes.SchemaVersionMismatch, "the version of aws-cdk-lib is the app's own"),
        NextActionRow.Person(BuildCodes.SharedFolderNotOwn, "who else may write it is for its owner to say"),
        NextActionRow.Person(
            FindingCodes.StackDestructionFailed,
            "what holds a resource, or protects a stack, is not for a program to remove"
        ),
        NextActionRow.Person(DiagnosisCodes.StackInProgress, "somebody else is at work on the stack"),
        NextActionRow.Person(FindingCodes.TemplateTooLarge, "how the stack is split is for whoever wrote the app"),
        NextActionRow.Person(BuildCodes.TestsFailed, "the tests say what is wrong"),
        NextActionRow.Person(FindingCodes.TooManyOpenFiles, "the limit is for the owner of the machine to raise"),
        NextActionRow.Person(BuildCodes.ToolFailed, "the tool says why above"),
        NextActionRow.Person(FindingCodes.UnexpectedBucketOwner, "whose bucket it is has to be found out first"),
        NextActionRow.Person(
            BuildCodes.WrongToolVersion,
            "which package manager installs it is the owner of the machine's choice"
        ),
    ];
}
