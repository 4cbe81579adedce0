import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { privateImageOf } from './build-image';
import { NamedEnvironment, Settings, Source } from './settings';

/** What the pipeline's builds may do. No statement allows more than its reason needs. */
export function pipelinePolicy(stack: Stack, settings: Settings, artifacts: IBucket): PolicyDocument {
  return new PolicyDocument({
    statements: [
      ...logStatements(stack),
      ...imageStatements(stack, settings.pipeline.buildImage),
      ...artifactStatements(artifacts),
      ...sourceStatements(stack, settings.source),
      ...reportStatements(stack),
      assumeRolesStatement(stack, settings),
    ],
  });
}

/** A build writes its own log, in a group of this stack. The group is there before the build: none makes one. */
function logStatements(stack: Stack) {
  return [
    new PolicyStatement({
      sid: 'WriteBuildLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: `${logGroupPrefix(stack)}*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
  ];
}

/** A build pulls its own image, where that is in a private repository: it signs in, which has no resource, and reads it. */
function imageStatements(stack: Stack, buildImage: string) {
  const image = privateImageOf(buildImage);
  if (!image) return [];
  return [
    new PolicyStatement({ sid: 'SignInToRegistry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'PullBuildImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [`arn:${stack.partition}:ecr:${image.region}:${image.account}:repository/${image.repository}`],
    }),
  ];
}

/** What the names of the log groups of a stack's builds begin with. */
export const logGroupPrefix = (stack: Stack) => `/aws/codebuild/${stack.stackName}-`;

/** A build reads the artifacts of the actions before it and leaves its own for those after it. */
function artifactStatements(artifacts: IBucket) {
  return [
    new PolicyStatement({
      sid: 'FindArtifacts',
      actions: ['s3:ListBucket', 's3:GetBucketAcl', 's3:GetBucketLocation'],
      resources: [artifacts.bucketArn],
    }),
    new PolicyStatement({
      sid: 'ReadAndWriteArtifacts',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      resources: [artifacts.arnForObjects('*')],
    }),
  ];
}

/** A source with a token: a build may read it, and decrypt what it is stored in, through Secrets Manager only. */
function sourceStatements(stack: Stack, source: Source) {
  if (source.type !== 'github') return [];
  return [
    new PolicyStatement({
      sid: 'ReadSourceToken',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [
        stack.formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName: `${source.tokenSecret}-??????`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
    new PolicyStatement({
      sid: 'DecryptSourceToken',
      actions: ['kms:Decrypt'],
      resources: [source.tokenKey ?? stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.${stack.urlSuffix}` } },
    }),
  ];
}

/** A release hands its test results in, to the report group that is made for them. */
function reportStatements(stack: Stack) {
  return [
    new PolicyStatement({
      sid: 'HandInReports',
      actions: ['codebuild:CreateReport', 'codebuild:UpdateReport', 'codebuild:BatchPutTestCases'],
      resources: [stack.formatArn({ service: 'codebuild', resource: 'report-group', resourceName: reportGroupName(stack) })],
    }),
  ];
}

/** The report group of a stack's releases. */
export const reportGroupName = (stack: Stack) => `${stack.stackName}-releases`;

/** A build looks things up, publishes assets and deploys through the roles of the environments, and through no others. */
function assumeRolesStatement(stack: Stack, { cicd, environments, synthesizer, readOnlyRoleArn, chainRoleArns }: Settings) {
  const roles = [
    synthesizer.lookupRoleArn,
    synthesizer.deployRoleArn,
    synthesizer.fileAssetPublishingRoleArn,
    synthesizer.imageAssetPublishingRoleArn,
    readOnlyRoleArn,
    ...chainRoleArns,
  ];
  const targets = [{ name: 'cicd', ...cicd }, ...environments];
  const arns = targets.flatMap((environment) => roles.map((role) => roleIn(environment, role, stack.partition)));
  return new PolicyStatement({
    sid: 'AssumeEnvironmentRoles',
    actions: ['sts:AssumeRole'],
    resources: [...new Set(arns)],
  });
}

const roleIn = ({ account, region }: NamedEnvironment, arn: string, partition: string) =>
  arn
    .replaceAll('${AWS::Partition}', partition)
    .replaceAll('${AWS::AccountId}', account)
    .replaceAll('${AWS::Region}', region);
