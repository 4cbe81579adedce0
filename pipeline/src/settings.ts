import { Environment } from 'aws-cdk-lib';
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

/** What projen wrote into cdk.json, out of build/settings.json. */
export interface Settings {
  readonly cicd: Required<Environment>;
  readonly environments: NamedEnvironment[];
  readonly source: Source;
  readonly synthesizer: RoleArns;
  readonly readOnlyRoleArn: string;
}

export const settingsOf = (node: Node): Settings => node.getAllContext() as Settings;
