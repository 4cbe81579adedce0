import { App } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { context } from '../cdk.json';
import { NamedEnvironment, Values } from '../src/environments';
import { addInfrastructure } from '../src/infrastructure';

const values: Values = { logRetentionDays: 30, memorySize: 256 };

const environment = (name: string, account: string): NamedEnvironment => ({
  name,
  account,
  region: 'eu-north-1',
  stackPrefix: name,
  values,
});

function synthesize(environments: NamedEnvironment[] = context.environments) {
  const app = new App({ context: { ...context, environments } });
  addInfrastructure(app, 'lambda');
  return app.synth();
}

describe('the stacks', () => {
  test('with two environments, one stores and the other greets', () => {
    const [first, second] = context.environments;

    const stacks = synthesize().stacks;

    expect(stacks.map((stack) => [stack.stackName, stack.environment.account, stack.environment.region])).toEqual([
      [`${first.stackPrefix}-storage`, first.account, first.region],
      [`${second.stackPrefix}-greeting`, second.account, second.region],
    ]);
  });

  test('with more environments, each further one greets, after the storage', () => {
    const assembly = synthesize([
      environment('a', '1'.repeat(12)),
      environment('b', '2'.repeat(12)),
      environment('c', '3'.repeat(12)),
    ]);

    expect(assembly.stacks.map((stack) => stack.stackName)).toEqual(['a-storage', 'b-greeting', 'c-greeting']);
    for (const name of ['b-greeting', 'c-greeting']) {
      const dependencies = assembly.getStackByName(name).dependencies.map((artifact) => artifact.id);
      expect(dependencies).toContain('a-storage');
    }
  });

  test('with one environment, it stores and greets', () => {
    const assembly = synthesize([environment('only', '1'.repeat(12))]);

    expect(assembly.stacks.map((stack) => stack.stackName)).toEqual(['only-storage', 'only-greeting']);
  });

  test('keep their names in an environment that is renamed, and get its values', () => {
    const [greeting] = synthesize([environment('home', '1'.repeat(12)), environment('old', '2'.repeat(12))]).stacks.slice(1);
    const renamed = { ...environment('new', '2'.repeat(12)), stackPrefix: 'old', values: { ...values, memorySize: 1024 } };

    const [same] = synthesize([environment('home', '1'.repeat(12)), renamed]).stacks.slice(1);

    expect(same.stackName).toBe(greeting.stackName);
    expect(Object.keys(same.template.Resources)).toEqual(Object.keys(greeting.template.Resources));
    expect(same.tags.environment).toBe('new');
    Template.fromJSON(same.template).hasResourceProperties('AWS::Lambda::Function', { MemorySize: 1024 });
  });

  test('go through the roles of the settings', () => {
    const [{ account, region }] = context.environments;
    const [storage] = synthesize().stacks;

    const inEnvironment = (arn: string) =>
      arn.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region);
    expect(storage.assumeRoleArn).toBe(inEnvironment(context.synthesizer.deployRoleArn));
    expect(storage.cloudFormationExecutionRoleArn).toBe(inEnvironment(context.synthesizer.cloudFormationExecutionRole));
    expect(storage.lookupRole?.arn).toBe(inEnvironment(context.synthesizer.lookupRoleArn));
  });

  test('carry the name of their environment as a tag', () => {
    const environments = [environment('a', '1'.repeat(12)), environment('b', '2'.repeat(12))];

    expect(synthesize(environments).stacks.map((stack) => stack.tags.environment)).toEqual(['a', 'b']);
  });
});

describe('the bucket', () => {
  const template = Template.fromJSON(synthesize().stacks[0].template);

  test('is encrypted, versioned and private', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test.each([
    ['without TLS', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['with a TLS older than 1.2', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
  ])('refuses requests %s', (_, condition) => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: condition }),
        ]),
      },
    });
  });

  test('lets go of incomplete uploads and of old versions', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          },
        ],
      },
    });
  });
});

describe('the greeting', () => {
  const [storage, greeting] = synthesize().stacks;
  const template = Template.fromJSON(greeting.template);

  test('runs in C#, with the text of the parameter and the name of the bucket', () => {
    const [parameter] = Object.keys(template.findResources('AWS::SSM::Parameter'));
    const [bucket] = Object.values(Template.fromJSON(storage.template).findResources('AWS::S3::Bucket'));

    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'dotnet10',
      Handler: 'Greeting::Greeting.Greeter::Greet',
      Environment: {
        Variables: { GREETING: { 'Fn::GetAtt': [parameter, 'Value'] }, STORAGE: bucket.Properties.BucketName },
      },
    });
  });

  test('keeps its log as long as its environment wants, and has the memory that it gives', () => {
    const [, second] = context.environments;
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));

    template.hasResourceProperties('AWS::Logs::LogGroup', {
      RetentionInDays: second.values.logRetentionDays,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: logGroup } },
      MemorySize: second.values.memorySize,
    });
  });

  test('may write its own log and nothing else', () => {
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));

    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
          },
        ],
      },
    });
  });
});
