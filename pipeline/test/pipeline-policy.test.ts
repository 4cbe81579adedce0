import { App, DefaultStackSynthesizer } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { context } from '../cdk.json';
import { PipelineStack } from '../src/pipeline-stack';
import { Settings } from '../src/settings';
import { settings } from './fixture';

const { account, region } = settings.cicd;

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of the build role, by their sids. */
function statementsOf(change: Partial<Settings> = {}): Record<string, Statement> {
  const app = new App({ context });
  const stack = new PipelineStack(app, 'pipeline', {
    env: settings.cicd,
    synthesizer: new DefaultStackSynthesizer(context.synthesizer),
    settings: { ...settings, ...change },
  });
  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role', {
    Properties: { Description: 'The builds of the pipeline: its synthesis and its releases' },
  });
  const [role] = Object.values(roles);
  const [policy] = role.Properties.Policies;
  return Object.fromEntries(policy.PolicyDocument.Statement.map((statement: Statement) => [statement.Sid, statement]));
}

test('every statement has a sid, allows, and none is for every resource', () => {
  const statements = Object.entries(statementsOf());

  expect(statements.map(([sid]) => sid)).toEqual([
    'WriteBuildLogs',
    'FindArtifacts',
    'ReadAndWriteArtifacts',
    'ReadSourceToken',
    'DecryptSourceToken',
    'HandInReports',
    'AssumeEnvironmentRoles',
  ]);
  for (const [, statement] of statements) {
    expect(statement.Effect).toBe('Allow');
    expect([statement.Resource].flat()).not.toContain('*');
  }
});

test.each([
  ['1.dkr.example.com/a', undefined],
  ['ubuntu:24.04', undefined],
  ['public.ecr.aws/docker/library/node:22', undefined],
  ['999999999999.dkr.ecr.eu-central-1.amazonaws.com/tools/builds:1', 'arn:aws:ecr:eu-central-1:999999999999:repository/tools/builds'],
  [`999999999999.dkr.ecr.eu-west-1.amazonaws.com/builds@sha256:${'0'.repeat(64)}`, 'arn:aws:ecr:eu-west-1:999999999999:repository/builds'],
])('builds in %s may pull from the private repository %s and no other', (buildImage, repository) => {
  const { PullBuildImage, SignInToRegistry } = statementsOf({ pipeline: { ...settings.pipeline, buildImage } });

  expect(PullBuildImage?.Resource).toEqual(repository);
  expect(SignInToRegistry?.Action).toEqual(repository && 'ecr:GetAuthorizationToken');
});

test('roles are assumed in the accounts of the settings and in no others', () => {
  const { Action, Resource } = statementsOf().AssumeEnvironmentRoles;

  const expected = [settings.cicd, ...settings.environments].flatMap((environment) =>
    [
      context.synthesizer.lookupRoleArn,
      context.synthesizer.deployRoleArn,
      context.synthesizer.fileAssetPublishingRoleArn,
      context.synthesizer.imageAssetPublishingRoleArn,
      context.readOnlyRoleArn,
    ].map((arn) =>
      arn
        .replaceAll('${AWS::Partition}', 'aws')
        .replaceAll('${AWS::AccountId}', environment.account)
        .replaceAll('${AWS::Region}', environment.region),
    ),
  );
  expect(Action).toBe('sts:AssumeRole');
  expect([...(Resource as string[])].sort()).toEqual(expected.sort());
});

test('the execution role is CloudFormation\'s alone', () => {
  expect(JSON.stringify(statementsOf().AssumeEnvironmentRoles)).not.toContain('cfn-exec-role');
});

test('two regions of one account share the roles that name no region', () => {
  const [first] = settings.environments;
  const readOnlyRole = settings.readOnlyRoleArn.split(':role/')[1];
  const environments = [first, { ...first, name: 'elsewhere', region: 'eu-north-1' }];

  const { Resource } = statementsOf({ environments }).AssumeEnvironmentRoles;

  const readOnly = (Resource as string[]).filter((arn) => arn.endsWith(`${first.account}:role/${readOnlyRole}`));
  expect(readOnly).toHaveLength(1);
});

test('logs are written under the prefix of this stack\'s builds', () => {
  expect(statementsOf().WriteBuildLogs).toMatchObject({
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/codebuild/pipeline-*`,
  });
});

test('objects are read and written in the artifact bucket only', () => {
  const { FindArtifacts, ReadAndWriteArtifacts } = statementsOf();

  const bucket = { 'Fn::GetAtt': [expect.stringMatching(/^Artifacts/), 'Arn'] };
  expect(FindArtifacts).toMatchObject({
    Action: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:ListBucket'],
    Resource: bucket,
  });
  expect(ReadAndWriteArtifacts).toMatchObject({
    Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    Resource: { 'Fn::Join': ['', [bucket, '/*']] },
  });
});

test('the roles that chains begin with are assumed too', () => {
  const chainRoleArns = ['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/step-stone'];

  expect(statementsOf({ chainRoleArns }).AssumeEnvironmentRoles.Resource).toContain(
    `arn:aws:iam::${account}:role/step-stone`,
  );
});

test('reports go to the report group of the releases', () => {
  expect(statementsOf().HandInReports).toMatchObject({
    Action: ['codebuild:BatchPutTestCases', 'codebuild:CreateReport', 'codebuild:UpdateReport'],
    Resource: `arn:aws:codebuild:${region}:${account}:report-group/pipeline-releases`,
  });
});

describe('a source with a token', () => {
  const source = {
    type: 'github' as const,
    owner: 'owner',
    repository: 'repository',
    branch: 'trunk',
    tokenSecret: 'a/token',
  };

  test('is read from its secret, which Secrets Manager alone decrypts', () => {
    const { ReadSourceToken, DecryptSourceToken } = statementsOf({ source });

    expect(ReadSourceToken).toMatchObject({
      Action: 'secretsmanager:GetSecretValue',
      Resource: `arn:aws:secretsmanager:${region}:${account}:secret:a/token-??????`,
    });
    expect(DecryptSourceToken).toMatchObject({
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`secretsmanager.${region}.`, { Ref: 'AWS::URLSuffix' }]] } },
      },
    });
  });

  test('is decrypted with the key of the settings', () => {
    const tokenKey = `arn:aws:kms:${region}:${account}:key/a-key`;

    expect(statementsOf({ source: { ...source, tokenKey } }).DecryptSourceToken.Resource).toBe(tokenKey);
  });
});

test('a source without a token has no statement for one', () => {
  const source = { type: 's3' as const, bucket: 'sources', key: 'source.zip' };

  expect(Object.keys(statementsOf({ source }))).not.toEqual(expect.arrayContaining(['ReadSourceToken']));
});
