import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { awscdk, javascript, typescript } from 'projen';
import { Chains, readSettings, readVersions, root } from '../build/engine/cdk-settings';
import { workflowPaths, workflowsOf } from './src/github-workflows';
import { defaults, GitHubActionsSource, PipelineSettings } from './src/settings';

/** The one file in which accounts, regions and roles are written down. */
const { qualifier, cicd, environments, projects, roles, credentials, source, pipeline } = readSettings();

/** What both apps are built with. */
const { version, pinned } = readVersions();

/** A role name or ARN of the settings, in the form in which a synthesizer fills it in. */
const roleArn = (role: string) =>
  (role.startsWith('arn:') ? role : `arn:{partition}:iam::{account}:role/${role}`)
    .replaceAll('{partition}', '${AWS::Partition}')
    .replaceAll('{account}', '${AWS::AccountId}')
    .replaceAll('{region}', '${AWS::Region}')
    .replaceAll('{qualifier}', qualifier);

/** The projects that a release without names of its own releases; infra, where the settings name no projects. */
const released = projects?.filter(({ releases }) => !releases).map(({ name }) => name);

/** The roles that the builds' chains begin with; bootstrapping is for people. */
const chainRoles = ({ lookup = [], deploy = [], publish = [], readOnly = [] }: Chains) =>
  [lookup, deploy, publish, readOnly].flatMap((chain) => chain.slice(0, 1).map((link) => roleArn(link.role)));

/** Types are checked once, by the compile task; whatever only runs TypeScript strips them. */
const runner = typescript.TypeScriptRunner.tsx({ typeCheck: false });

const project = new awscdk.AwsCdkTypeScriptApp({
  name: 'pipeline',
  description: 'The pipeline that rebuilds itself and then releases infra into the environments of build/settings.json',
  defaultReleaseBranch: 'main',

  // Validating templates is a matter of a second by WebAssembly: made ready from the start, in a thread of its own, compiled
  // once, with one thread for its garbage.
  app: 'node --single-threaded-gc --liftoff-only --require cdk-background-validation --import tsx src/main.ts',
  context: {
    cicd: { account: cicd.account, region: cicd.region },
    environments: environments.map(({ name, account, region }) => ({ name, account, region })),
    source,
    pipeline: released ? { ...pipeline, releasedProjects: released } : pipeline,
    readOnlyRoleArn: roleArn(roles.readOnly),
    chainRoleArns: [credentials, ...environments].flatMap(({ chains = {} }) => chainRoles(chains)),
    synthesizer: {
      qualifier,
      deployRoleArn: roleArn(roles.deploy),
      fileAssetPublishingRoleArn: roleArn(roles.filePublishing),
      imageAssetPublishingRoleArn: roleArn(roles.imagePublishing),
      lookupRoleArn: roleArn(roles.lookup),
      cloudFormationExecutionRole: roleArn(roles.cloudFormationExecution),
    },
  },
  featureFlags: awscdk.CdkFeatureFlags.V2.ALL,

  cdkVersion: version('aws-cdk-lib'),
  cdkVersionPinning: true,
  cdkCliVersion: version('aws-cdk'),
  constructsVersion: version('constructs'),
  projenVersion: version('projen'),
  typescriptVersion: version('typescript'),
  devDeps: [
    ...['@types/node', 'cdk-nag', 'oxlint', 'tsx', 'typescript-native', 'cdk-assets', 'yaml'].map(pinned),
    'cdk-background-validation@link:../build/engine/cdk-background-validation',
  ],
  packageManager: javascript.NodePackageManager.YARN_BERRY,
  yarnBerryOptions: {
    version: version('yarn'),
    yarnRcOptions: {
      nodeLinker: javascript.YarnNodeLinker.NODE_MODULES,
      nmMode: javascript.YarnNmMode.HARDLINKS_GLOBAL,
      enableScripts: false,
      enableTelemetry: false,
    },
  },

  runner,
  projenrcTs: true,
  projenrcTsOptions: { runner },
  tsconfig: { compilerOptions: { isolatedModules: true, skipLibCheck: true } },
  tsconfigDev: { include: ['../.projenrc.ts', '../src/**/*.ts'] },
  jestOptions: {
    jestVersion: version('jest'),
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    jestConfig: { collectCoverage: false, setupFiles: ['<rootDir>/test/setup.ts'] },
  },

  eslint: false,
  github: false,
  depsUpgrade: false,
  npmignoreEnabled: false,
  licensed: false,
  sampleCode: false,
});

// The runner is tsx, with the esbuild that it brings.
for (const name of ['ts-node', 'esbuild']) project.deps.removeDependency(name);
project.package.addField('private', true);
project.package.addPackageResolutions(pinned('unrs-resolver'));
project.cdkConfig.json.addOverride('versionReporting', false);
project.cdkConfig.json.addOverride('notices', false);
project.cdkConfig.json.addDeletionOverride('build');
project.compileTask.execArgs(['tsc', '--project', project.tsconfigDev.fileName]);
// Synth is a target of its own.
project.postCompileTask.reset();

project.synth();

/**
 * The workflows of GitHub Actions where these release: of the repository, so that projen's own list of the project's files
 * cannot hold them. Where they no longer do, the generated ones go.
 */
const workflows =
  source?.type === 'githubActions'
    ? workflowsOf({
        qualifier,
        cicd,
        source: source as unknown as GitHubActionsSource,
        pipeline: {
          ...defaults,
          ...(released && { releasedProjects: released }),
          ...(pipeline as Partial<PipelineSettings> | undefined),
        },
        assemblies: (projects ?? [{ name: 'infra' }])
          .filter(({ releases, kind }) => !releases && kind !== 'assembly')
          .map(({ name, folder = name }) => `${folder}/cdk.out`),
      })
    : {};
for (const path of workflowPaths) {
  const file = join(root, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const text = workflows[path];
  if (text !== undefined && text !== before) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (text === undefined && before?.startsWith('# ~~ Generated by projen.')) rmSync(file);
}
