import { BuildSpec, IReportGroup } from 'aws-cdk-lib/aws-codebuild';
import { IRole } from 'aws-cdk-lib/aws-iam';
import { CodeBuildStep, CodePipeline, IFileSetProducer, ManualApprovalStep } from 'aws-cdk-lib/pipelines';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { build, buildCache, logTo, program, verbosity } from './build-steps';
import { PipelineSettings, Release, Wave } from './settings';

/** What the releases of a pipeline have in common. */
export interface ReleaseProps {
  readonly source: IFileSetProducer;
  /** The program of build.sh, compiled. */
  readonly compiled: IFileSetProducer;
  readonly role: IRole;
  readonly reports: IReportGroup;
  readonly artifacts: IBucket;
  readonly settings: PipelineSettings;
}

/** Adds a stage that releases projects with the very build that a laptop runs, and leaves its report as an artifact. */
export function addReleaseStage(pipeline: CodePipeline, wave: Wave, props: ReleaseProps) {
  const releases = wave.releases.flatMap((release) => releaseSteps(pipeline, wave, release, props));
  const approval = wave.approval ? [new ManualApprovalStep(`Approve${wave.name}`)] : [];
  for (const release of releases) approval.forEach((step) => release.addStepDependency(step));
  pipeline.addWave(wave.name, { pre: [...approval, ...releases] });
}

/** A build for a release, or one for each of its shards. */
function releaseSteps(scope: Construct, wave: Wave, release: Release, props: ReleaseProps) {
  const { shards = 1 } = release;
  const { cache, env, buildSpec } = buildCache(props.settings, props.artifacts);
  return Array.from({ length: shards }, (_, index) => {
    const name = shards === 1 ? release.name : `${release.name}-${index + 1}`;
    const shard = shards === 1 ? '' : ` --shard=${index + 1}/${shards}`;
    return new CodeBuildStep(name, {
      input: props.source,
      additionalInputs: { [program]: props.compiled },
      commands: [deployCommand(release, props.settings) + shard],
      primaryOutputDirectory: 'build/.reports',
      role: props.role,
      logging: logTo(scope, `${wave.name}-${name}`, props.settings),
      cache,
      env,
      partialBuildSpec: BuildSpec.fromObject({
        ...buildSpec,
        reports: {
          [props.reports.reportGroupArn]: {
            'base-directory': 'build/.reports',
            'files': ['**/*.xml'],
            'file-format': 'JUNITXML',
          },
        },
      }),
    });
  });
}

function deployCommand(release: Release, settings: PipelineSettings) {
  const { projects = [], environments = [] } = release;
  const chosen = projects.length > 0 ? projects : settings.releasedProjects;
  const only = environments.length > 0 ? ` --environment=${environments.join(',')}` : '';
  return `${build} --target=Deploy --project=${chosen.join(',')} --require-approval=never${only}${verbosity(settings)}`;
}
