import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib/core';
import { BuildSpec, ReportGroup, ReportGroupType } from 'aws-cdk-lib/aws-codebuild';
import { PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { CodeBuildStep, CodePipeline } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { devDependencies } from '../package.json';
import { build, buildCache, buildDefaults, logTo, program, verbosity } from './build-steps';
import { pipelinePolicy, reportGroupName } from './pipeline-policy';
import { sourceOf } from './pipeline-source';
import { addReleaseStage } from './release-stage';
import { Settings } from './settings';

export interface PipelineStackProps extends StackProps {
  readonly settings: Settings;
}

/** The pipeline, in the CI/CD account: source, synthesis of itself, renewal of itself, releases of infra. */
export class PipelineStack extends Stack {
  /** Takes further stages, CDK applications as well: `stack.pipeline.addStage(...)`. */
  readonly pipeline: CodePipeline;
  readonly artifacts: Bucket;
  /** What the builds of the pipeline act as, but for the one that renews it. */
  readonly buildRole: Role;

  constructor(scope: Construct, id: string, { settings, ...props }: PipelineStackProps) {
    super(scope, id, props);

    const artifacts = (this.artifacts = new Bucket(this, 'Artifacts', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy: RemovalPolicy.DESTROY,
    }));

    const role = (this.buildRole = new Role(this, 'BuildRole', {
      description: 'The builds of the pipeline: its synthesis and its releases',
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      inlinePolicies: { pipeline: pipelinePolicy(this, settings, artifacts) },
    }));

    const reports = new ReportGroup(this, 'Reports', {
      reportGroupName: reportGroupName(this),
      type: ReportGroupType.TEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const { cache, env, buildSpec } = buildCache(settings.pipeline, artifacts, program);
    const source = sourceOf(this, settings.source);
    const synth = new CodeBuildStep('Synth', {
      input: source,
      commands: [`${build} --target=Synth --project=pipeline${verbosity(settings.pipeline)}`],
      primaryOutputDirectory: 'pipeline/cdk.out',
      role: role.withoutPolicyUpdates(),
      logging: logTo(this, 'Synth', settings.pipeline),
      cache,
      env,
      partialBuildSpec: BuildSpec.fromObject(buildSpec),
    });
    const compiled = synth.addOutputDirectory(program);
    this.pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineName: this.stackName,
      pipelineType: PipelineType.V2,
      artifactBucket: artifacts,
      synth,
      cliVersion: devDependencies['aws-cdk'],
      codeBuildDefaults: buildDefaults(this, settings.pipeline),
      selfMutationCodeBuildDefaults: { logging: logTo(this, 'UpdatePipeline', settings.pipeline) },
      dockerEnabledForSynth: settings.pipeline.privileged,
    });

    for (const wave of settings.pipeline.waves) {
      addReleaseStage(this.pipeline, wave, {
        source,
        compiled,
        role: role.withoutPolicyUpdates(),
        reports,
        artifacts,
        settings: settings.pipeline,
      });
    }
  }
}
