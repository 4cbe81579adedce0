using Build.Tests.Build;
using Build.Tests.Deployment.Bootstrapping;
using Build.Tests.Deployment.Connections;
using Build.Tests.Deployment.Stacks;
using Build.Tests.Rehearsal.Pipelines;
using Build.Tests.Rehearsals;
using Build.Tests.Rehearsals.Doctors;
using Build.Tests.Releases.Bootstraps;
using Build.Tests.Releases.Credentials;
using Deployment;
using Diagnosis;
using Rehearsal;
using Releases;
using Settings;
using Steps;

namespace Build.Tests.Findings;

/// <summary>
/// What each finding says is to be done, and where a test does it. A new code needs a row: make it in the catalogue of its
/// library (FindingCodes, DiagnosisCodes, StepCodes, ReleaseCodes, ...), write a test that brings about the finding, follows its next action
/// to the letter and sees that it is gone, and name that test here, in the order of the codes. A code whose next action
/// comes in several kinds has a row for each.
/// </summary>
static class NextActionTable
{
    public static IReadOnlyList<NextActionRow> Rows { get; } =
    [
        // Carried out by a test.
        .. AppActionRows.All,
        .. ScaffoldingActionRows.All,
        .. NextActionRow.Of<BootstrapperTests>(
            NextActionKind.Settings,
            nameof(BootstrapperTests.BootstrapAsync_TrustWithoutExecutionPolicies_IsRefusedAsTheCdkCliRefusesIt),
            FindingCodes.MissingExecutionPoliciesForTrust
        ),
        .. NextActionRow.Of<WebIdentityDoctorTests>(
            NextActionKind.AwsCli,
            nameof(WebIdentityDoctorTests.Trust_ChangedByHand_IsAsTheSettingsSayAfterTheCommand),
            DiagnosisCodes.MissingTrust,
            DiagnosisCodes.TrustTooWide
        ),
        .. NextActionRow.Of<WebIdentityDoctorTests>(
            NextActionKind.Target,
            nameof(WebIdentityDoctorTests.MissingRole_Bootstrapping_BringsProviderAndRoles),
            DiagnosisCodes.MissingProvider,
            DiagnosisCodes.MissingRole
        ),
        .. NextActionRow.Of<WebIdentityRolesTests>(
            NextActionKind.AwsCli,
            nameof(WebIdentityRolesTests.AudienceMissing_AddedAsTheFindingSays_LetsTheProviderOfOthersBeUsed),
            FindingCodes.AudienceMissing
        ),
        .. NextActionRow.Of<WebIdentityRolesTests>(
            NextActionKind.Settings,
            nameof(WebIdentityRolesTests.TooManyRoles_AChainThroughOneOfThem_IsNamed),
            FindingCodes.TooManyRoles
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
            ReleaseCodes.CredentialsLoop
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
            ReleaseCodes.NoRole
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
            ReleaseCodes.NotApproved
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Target,
            nameof(DeployActionsTests.Deploy_StackThatWasLeftHalfMade_GoesBackFirst),
            FindingCodes.StackNotDeployable
        ),
        .. NextActionRow.Of<DeployActionsTests>(
            NextActionKind.Target,
            nameof(DeployActionsTests.Diff_Differences_AreGoneOnceTheyAreDeployed),
            ReleaseCodes.Differences
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
        .. NextActionRow.Of<LeastPrivilegeTargetTests>(
            NextActionKind.Target,
            nameof(LeastPrivilegeTargetTests.Bootstrap_AnAppThatGrowsAndShrinks_IsAllowedWhatItNeedsAtEachStep),
            DiagnosisCodes.ExecutionPolicyOutgrown
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
            RehearsalCodes.NothingToRetry
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.LocalAws_PortThatIsTaken_IsServedOnAFreeOne),
            RehearsalCodes.PortInUse
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.LocalAws_WithADamagedJournal_GoesOnWithoutWhatIsDamaged),
            RehearsalCodes.LocalAwsStateDamaged
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.LocalAws_WhileAnotherServes_IsServedOnceThatHasEnded),
            RehearsalCodes.LocalAwsInUse
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.Run_AnArgumentThatIsMisspelt_IsTakenAsTheProgramMeansIt),
            FindingCodes.InvalidArguments
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Again,
            nameof(ProgramActionsTests.Run_VersionsThatCannotBeRead_AreRestored),
            SettingsCodes.InvalidVersions
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Settings,
            nameof(ProgramActionsTests.Run_ASettingThatIsMisspelt_IsTakenAsTheProgramMeansIt),
            SettingsCodes.InvalidSettings
        ),
        .. NextActionRow.Of<ProgramActionsTests>(
            NextActionKind.Target,
            nameof(ProgramActionsTests.LocalAws_AStateFolderThatIsAFile_IsServedOnceThatIsRemoved),
            RehearsalCodes.LocalAwsStateNotWritable
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
            StepCodes.NotInstalled
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
            StepCodes.StaleGeneratedFiles
        ),
        .. NextActionRow.Of<UnansweredTests>(
            NextActionKind.Again,
            nameof(UnansweredTests.OpenAsync_AnAddressWhereNobodyListens_OpensOnceItIsCorrected),
            FindingCodes.AwsUnreachable
        ),
        .. PersonalActionTable.Rows,
    ];
}
