import { App, DefaultStackSynthesizer, Stage } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { context } from '../cdk.json';
import { devDependencies } from '../package.json';
import { PipelineStack } from '../src/pipeline-stack';
import { PipelineSettings, Settings } from '../src/settings';
import { settings } from './fixture';

function stackWith(pipeline: Partial<PipelineSettings> = {}, change: Partial<Settings> = {}) {
  const app = new App({ context });
  return new PipelineStack(app, 'pipeline', {
    env: settings.cicd,
    synthesizer: new DefaultStackSynthesizer(context.synthesizer),
    settings: { ...settings, ...change, pipeline: { ...settings.pipeline, ...pipeline } },
  });
}

const templateWith = (...change: Parameters<typeof stackWith>) => Template.fromStack(stackWith(...change));

interface Action {
  readonly Name: string;
  readonly RunOrder: number;
  readonly ActionTypeId: { readonly Provider: string };
  readonly Configuration: Record<string, unknown>;
  readonly InputArtifacts?: { readonly Name: string }[];
  readonly OutputArtifacts?: { readonly Name: string }[];
}

/** The pipeline's stages, each with its actions. */
function stagesOf(template: Template): [string, Action[]][] {
  const [pipeline] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
  return pipeline.Properties.Stages.map((stage: { Name: string; Actions: Action[] }) => [stage.Name, stage.Actions]);
}

/** The projects' buildspecs, as text, by what the project is described as. */
const buildSpecsOf = (template: Template) =>
  Object.values(template.findResources('AWS::CodeBuild::Project')).map((project) =>
    JSON.stringify(project.Properties.Source.BuildSpec),
  );

test('source, synthesis, renewal and release follow one another', () => {
  expect(stagesOf(templateWith()).map(([name, actions]) => [name, actions.map((action) => action.Name)])).toEqual([
    ['Source', ['Source']],
    ['Build', ['Synth']],
    ['UpdatePipeline', ['SelfMutate']],
    ['Release', ['Infra']],
  ]);
});

test('it starts anew with its new definition when it has changed itself', () => {
  templateWith().hasResourceProperties('AWS::CodePipeline::Pipeline', { RestartExecutionOnUpdate: true });
});

test('it is synthesized and released by the build that a laptop runs', () => {
  const specs = buildSpecsOf(templateWith()).join();

  expect(specs).toContain('bash ./build.sh --target=Synth --project=pipeline\\');
  expect(specs).toContain('bash ./build.sh --target=Deploy --project=infra --require-approval=never\\');
});

test('no command needs a file of the source to be executable', () => {
  for (const spec of buildSpecsOf(templateWith())) expect(spec).not.toMatch(/(?<!bash )\.\/build\.sh/);
});

test('every build has the timeout of the settings', () => {
  templateWith({ timeoutMinutes: 95 }).allResourcesProperties('AWS::CodeBuild::Project', { TimeoutInMinutes: 95 });
});

test.each(['1', 'sha256'])('builds pull a private image by its %s as their own roles', (kind) => {
  const reference = kind === 'sha256' ? `@sha256:${'0'.repeat(64)}` : ':1';
  const template = templateWith({ buildImage: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/tools/builds${reference}` });

  template.allResourcesProperties('AWS::CodeBuild::Project', {
    Environment: { ImagePullCredentialsType: 'SERVICE_ROLE', Type: 'LINUX_CONTAINER' },
  });
  expect(JSON.stringify(template.findResources('AWS::CodeBuild::Project'))).toContain(`/tools/builds${reference}`);
});

test('a new version of the token changes the pipeline', () => {
  const source = { ...settings.source, tokenVersion: '11111111-2222-3333-4444-555555555555' } as Settings['source'];
  const [[, [action]]] = stagesOf(templateWith({}, { source }));

  expect(action.Configuration.OAuthToken).toBe(
    '{{resolve:secretsmanager:a/token:SecretString:token::11111111-2222-3333-4444-555555555555}}',
  );
});

test('it renews itself with the CDK CLI that the repository pins', () => {
  expect(buildSpecsOf(templateWith()).join()).toContain(`aws-cdk@${devDependencies['aws-cdk']}`);
});

test('one switch makes every step verbose', () => {
  const commands = buildSpecsOf(templateWith({ verbose: true })).filter((spec) => spec.includes('build.sh'));

  expect(commands).toHaveLength(2);
  for (const command of commands) expect(command).toContain('--verbosity=Diagnostic');
});

test('a release keeps its report as an artifact and hands in its test results', () => {
  const template = templateWith();
  const [reports] = Object.keys(template.findResources('AWS::CodeBuild::ReportGroup'));
  const release = buildSpecsOf(template).find((spec) => spec.includes('--target=Deploy'))!;

  expect(release).toContain(reports);
  expect(release).toContain('JUNITXML');
  expect(stagesOf(template).at(-1)![1][0]).toMatchObject({ OutputArtifacts: [{ Name: 'Infra_Output' }] });
});

test('every build writes to a log group of its own, kept as long as the settings say', () => {
  const template = templateWith({ logRetentionDays: 14 });

  const groups = Object.values(template.findResources('AWS::Logs::LogGroup')).map((group) => group.Properties);
  expect(groups).toEqual(
    ['Synth', 'UpdatePipeline', 'Release-Infra'].map((name) => ({
      LogGroupName: `/aws/codebuild/pipeline-${name}`,
      RetentionInDays: 14,
    })),
  );
});

test('image, compute type and privileges are those of the settings', () => {
  const template = templateWith({ buildImage: 'aws/codebuild/standard:6.0', computeType: 'BUILD_GENERAL1_LARGE', privileged: true });

  template.allResourcesProperties('AWS::CodeBuild::Project', {
    Environment: { Image: 'aws/codebuild/standard:6.0', ComputeType: 'BUILD_GENERAL1_LARGE', PrivilegedMode: true },
  });
});

test.each([
  [true, 2],
  [false, 0],
])('with cachePackages %s, %d builds cache what they fetch', (cachePackages, builds) => {
  const template = templateWith({ cachePackages });

  const cached = template.findResources('AWS::CodeBuild::Project', { Properties: { Cache: { Type: 'S3' } } });
  expect(Object.keys(cached)).toHaveLength(builds);
  expect(buildSpecsOf(template).filter((spec) => spec.includes('/root/.nuget/packages'))).toHaveLength(builds);
  // What steps left is where the cache finds it.
  const sharing = template.findResources('AWS::CodeBuild::Project', {
    Properties: {
      Environment: {
        EnvironmentVariables: Match.arrayWith([Match.objectLike({ Name: 'BUILD_SHARED_OUTPUTS', Value: 'build/.outputs' })]),
      },
    },
  });
  expect(Object.keys(sharing)).toEqual(Object.keys(cached));
  expect(buildSpecsOf(template).filter((spec) => spec.includes('build/.outputs/**/*'))).toHaveLength(builds);
});

test('releases start the program that synthesis has compiled, and keep none themselves', () => {
  const template = templateWith();
  const [, [, [synth]], , [, [release]]] = stagesOf(template);
  const spec = buildSpecsOf(template).find((text) => text.includes('--target=Deploy'))!;

  const [, program] = synth.OutputArtifacts!.map(({ Name }) => Name);
  expect(release.InputArtifacts).toContainEqual({ Name: program });
  expect(spec).toContain(`$CODEBUILD_SRC_DIR_${program}`);
  expect(spec).not.toContain('build/.publish/**/*');
});

describe('waves', () => {
  const waves = [
    { name: 'Test', releases: [{ name: 'First', environments: ['account1'] }] },
    {
      name: 'Production',
      approval: true,
      releases: [{ name: 'Second', environments: ['account2'] }, { name: 'Everything', shards: 3 }],
    },
  ];

  test('follow one another, each after its approval, with their releases side by side', () => {
    const stages = stagesOf(templateWith({ waves })).slice(3);

    expect(stages.map(([name, actions]) => [name, actions.map(({ Name, RunOrder }) => [Name, RunOrder])])).toEqual([
      ['Test', [['First', 1]]],
      [
        'Production',
        [
          ['ApproveProduction', 1],
          ['Everything-1', 2],
          ['Everything-2', 2],
          ['Everything-3', 2],
          ['Second', 2],
        ],
      ],
    ]);
  });

  test('release the environments of their group, or a shard of the whole', () => {
    const specs = buildSpecsOf(templateWith({ waves })).join();

    expect(specs).toContain('--environment=account1');
    expect(specs).toContain('--environment=account2');
    for (const shard of ['1/3', '2/3', '3/3']) expect(specs).toContain(`--shard=${shard}`);
  });
});

test('a stage of a CDK application can follow', () => {
  const stack = stackWith();
  const stage = new Stage(stack, 'Application', { env: settings.cicd });
  new PipelineStack(stage, 'another', { settings, env: settings.cicd });
  stack.pipeline.addStage(stage);

  expect(stagesOf(Template.fromStack(stack)).map(([name]) => name)).toContain('Application');
});

describe('the source', () => {
  const repository = { owner: 'owner', repository: 'repository', branch: 'trunk' };

  test.each([
    [
      'GitHub by a token',
      { type: 'github' as const, ...repository, tokenSecret: 'a/token', tokenField: 'field' },
      'GitHub',
      { Owner: 'owner', Repo: 'repository', Branch: 'trunk', OAuthToken: '{{resolve:secretsmanager:a/token:SecretString:field::}}' },
    ],
    [
      'a connection',
      { type: 'connection' as const, ...repository, connectionArn: 'arn:aws:codeconnections:eu-west-1:1:connection/c' },
      'CodeStarSourceConnection',
      { FullRepositoryId: 'owner/repository', BranchName: 'trunk' },
    ],
    [
      'CodeCommit',
      { type: 'codecommit' as const, repository: 'repository', branch: 'trunk' },
      'CodeCommit',
      { RepositoryName: 'repository', BranchName: 'trunk' },
    ],
    [
      'S3',
      { type: 's3' as const, bucket: 'sources', key: 'source.zip' },
      'S3',
      { S3Bucket: 'sources', S3ObjectKey: 'source.zip' },
    ],
  ])('can be %s', (_, source, provider, configuration) => {
    const [[, [action]]] = stagesOf(templateWith({}, { source }));

    expect(action.ActionTypeId.Provider).toBe(provider);
    expect(action.Configuration).toMatchObject(configuration);
  });

  test('starts the pipeline by a webhook that no one else can call', () => {
    templateWith().hasResourceProperties('AWS::CodePipeline::Webhook', {
      Authentication: 'GITHUB_HMAC',
      AuthenticationConfiguration: { SecretToken: Match.stringLikeRegexp('^{{resolve:secretsmanager:') },
    });
  });
});
