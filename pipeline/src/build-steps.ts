import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BuildSpec,
  Cache,
  ComputeType,
  IBuildImage,
  LinuxArmBuildImage,
  LinuxBuildImage,
  LoggingOptions,
} from 'aws-cdk-lib/aws-codebuild';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { CodeBuildOptions } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { logGroupPrefix } from './pipeline-policy';
import { PipelineSettings } from './settings';

/** Where build.sh keeps what its steps left, by what went into them: a step of the same input is not run again. */
const outputs = 'build/.outputs';

/** Where what the next build need not make again lies: yarn's archives, NuGet's packages, the SDK, the program of build.sh. */
const kept = [
  '/root/.yarn/berry/cache/**/*',
  '/root/.nuget/packages/**/*',
  'build/.dotnet/**/*',
  'build/.publish/**/*',
  `${outputs}/**/*`,
];

/** The arguments of build.sh that every step adds. */
export const verbosity = ({ verbose }: PipelineSettings) => (verbose ? ' --verbosity=Diagnostic' : '');

/** What every build of the pipeline has in common. */
export function buildDefaults({ buildImage, computeType, privileged }: PipelineSettings): CodeBuildOptions {
  return {
    buildEnvironment: {
      buildImage: imageOf(buildImage),
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

/** What a build that runs build.sh has besides: packages, the program and the outputs of steps that builds before it left. */
export function buildCache({ cachePackages }: PipelineSettings, artifacts: IBucket) {
  return cachePackages
    ? {
        cache: Cache.bucket(artifacts, { prefix: 'packages' }),
        env: { BUILD_SHARED_OUTPUTS: outputs },
        buildSpec: { cache: { paths: kept } },
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

const imageOf = (id: string): IBuildImage =>
  id.includes('aarch64')
    ? LinuxArmBuildImage.fromCodeBuildImageId(id)
    : id.startsWith('aws/codebuild/')
      ? LinuxBuildImage.fromCodeBuildImageId(id)
      : LinuxBuildImage.fromDockerRegistry(id);
