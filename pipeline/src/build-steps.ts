import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { BuildSpec, Cache, ComputeType, LoggingOptions } from 'aws-cdk-lib/aws-codebuild';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { CodeBuildOptions } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { imageOf } from './build-image';
import { logGroupPrefix } from './pipeline-policy';
import { PipelineSettings } from './settings';

/** Where build.sh keeps what its steps left, by what went into them: a step of the same input is not run again. */
const outputs = 'build/.outputs';

/** Where the compiled program of build.sh lies: synthesis compiles it where nothing has before, and hands it on to the releases. */
export const program = 'build/.publish';

/** What the next build need not make again: yarn's archives, NuGet's packages, the SDK of build.sh, outputs of its steps. */
const kept = ['/root/.yarn/berry/cache', '/root/.nuget/packages', 'build/.dotnet', outputs];

/** build.sh, by way of bash: source actions of GitHub retain no file permissions (CodePipeline User Guide, "Troubleshooting"). */
export const build = 'bash ./build.sh';

/** The arguments of build.sh that every step adds. */
export const verbosity = ({ verbose }: PipelineSettings) => (verbose ? ' --verbosity=Diagnostic' : '');

/** What every build of the pipeline has in common. */
export function buildDefaults(scope: Construct, settings: PipelineSettings): CodeBuildOptions {
  const { buildImage, computeType, privileged, timeoutMinutes } = settings;
  return {
    timeout: Duration.minutes(timeoutMinutes),
    buildEnvironment: {
      buildImage: imageOf(scope, buildImage),
      computeType: computeType as ComputeType,
      privileged,
      environmentVariables: { CI: { value: 'true' } },
    },
    partialBuildSpec: BuildSpec.fromObject({
      version: '0.2',
      phases: { install: { 'runtime-versions': { nodejs: '22' } } },
    }),
  };
}

/** What a build that runs build.sh has besides: what builds before it left. */
export function buildCache({ cachePackages }: PipelineSettings, artifacts: IBucket, ...more: string[]) {
  return cachePackages
    ? {
        cache: Cache.bucket(artifacts, { prefix: 'packages' }),
        env: { BUILD_SHARED_OUTPUTS: outputs },
        buildSpec: { cache: { paths: [...kept, ...more].map((folder) => `${folder}/**/*`) } },
      }
    : { buildSpec: {} };
}

/** The log of a build, under a name that the policy knows, kept as long as the settings say. */
export function logTo(scope: Construct, name: string, { logRetentionDays }: PipelineSettings): LoggingOptions {
  return {
    cloudWatch: {
      logGroup: new LogGroup(scope, `${name}Log`, {
        logGroupName: `${logGroupPrefix(Stack.of(scope))}${name}`,
        retention: logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  };
}
