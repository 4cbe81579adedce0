import { Environment } from 'aws-cdk-lib/core';
import { Node } from 'constructs';

/** An environment of build/settings.json. */
export interface NamedEnvironment extends Required<Environment> {
  readonly name: string;
}

/** The ARNs of an environment's roles, with `${AWS::AccountId}` and the like still to be filled in. */
export interface RoleArns {
  readonly deployRoleArn: string;
  readonly fileAssetPublishingRoleArn: string;
  readonly imageAssetPublishingRoleArn: string;
  readonly lookupRoleArn: string;
}

/** Where the pipeline takes its source from. */
export type Source = GitHubSource | ConnectionSource | CodeCommitSource | S3Source;

/** A GitHub repository, by a token in Secrets Manager. */
export interface GitHubSource {
  readonly type: 'github';
  readonly owner: string;
  readonly repository: string;
  readonly branch: string;
  readonly tokenSecret: string;
  readonly tokenField?: string;
  /** The key that the secret is encrypted with, where it is not the account's own for Secrets Manager. */
  readonly tokenKey?: string;
  /** The version of the secret that the pipeline reads, where a stage is not enough: a new one updates the pipeline. */
  readonly tokenVersion?: string;
}

/** A repository that a CodeConnections connection leads to. */
export interface ConnectionSource {
  readonly type: 'connection';
  readonly owner: string;
  readonly repository: string;
  readonly branch: string;
  readonly connectionArn: string;
}

/** A CodeCommit repository of the CI/CD account. */
export interface CodeCommitSource {
  readonly type: 'codecommit';
  readonly repository: string;
  readonly branch: string;
}

/** A zip of the repository, in a versioned bucket of the CI/CD account. */
export interface S3Source {
  readonly type: 's3';
  readonly bucket: string;
  readonly key: string;
}

/** A GitHub repository whose workflows release in place of CodePipeline. */
export interface GitHubActionsSource {
  readonly type: 'githubActions';
  readonly owner: string;
  readonly repository: string;
  readonly branch: string;
  /** For whom the jobs' tokens are. */
  readonly audience?: string;
}

/** A CodeBuild project that releases: whole projects, or the stacks of some environments. */
export interface Release {
  readonly name: string;
  /** The names of projects; all that are released when there are none. */
  readonly projects?: string[];
  /** The names of environments; all of them when there are none. */
  readonly environments?: string[];
  /** How many builds share the work. */
  readonly shards?: number;
}

/** Releases that run side by side, after those of the wave before. */
export interface Wave {
  readonly name: string;
  /** Whether somebody has to say yes first. */
  readonly approval?: boolean;
  readonly releases: Release[];
}

/** How the pipeline is built and what it does after it has renewed itself. */
export interface PipelineSettings {
  /** Verbose diagnosis through all steps. */
  readonly verbose: boolean;
  readonly buildImage: string;
  readonly computeType: string;
  /** What a build may take. */
  readonly timeoutMinutes: number;
  /** Needed where images are built. */
  readonly privileged: boolean;
  readonly logRetentionDays: number;
  /** Whether packages are kept from build to build. */
  readonly cachePackages: boolean;
  readonly waves: Wave[];
  /** The names of the projects that a release without names of its own releases, in the order in which they are deployed. */
  readonly releasedProjects: string[];
}

/** What projen wrote into cdk.json, out of build/settings.json. */
export interface Settings {
  readonly cicd: Required<Environment>;
  readonly environments: NamedEnvironment[];
  readonly source: Source;
  readonly pipeline: PipelineSettings;
  readonly synthesizer: RoleArns;
  readonly readOnlyRoleArn: string;
  /** The roles that the chains of the settings begin with: a build may assume them as well. */
  readonly chainRoleArns: string[];
}

/** What pipeline in build/settings.json says where it says nothing. */
export const defaults: PipelineSettings = {
  verbose: false,
  buildImage: 'aws/codebuild/standard:7.0',
  computeType: 'BUILD_GENERAL1_MEDIUM',
  timeoutMinutes: 60,
  privileged: false,
  logRetentionDays: 30,
  cachePackages: true,
  waves: [{ name: 'Release', releases: [{ name: 'Infra' }] }],
  releasedProjects: ['infra'],
};

/** The settings in a node's context, with the defaults of those that are left out. */
export function settingsOf(node: Node): Settings {
  const context = node.getAllContext() as Settings;
  return {
    ...context,
    pipeline: { ...defaults, ...context.pipeline },
    chainRoleArns: context.chainRoleArns ?? [],
  };
}
