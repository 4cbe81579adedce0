import { awscdk, javascript, typescript } from 'projen';
import { environmentsOf, readSettings, readVersions } from '../build/engine/cdk-settings';

/** The one file in which accounts, regions and roles are written down. */
const settings = readSettings();
const { qualifier, environments, roles, bootstrap } = settings;

/** What both apps are built with. */
const { version, pinned } = readVersions();

/** Lookups go through the read-only role where every environment has it. */
const hasReadOnlyRole = (environment: { bootstrap?: { readOnlyRole?: boolean } }) =>
  environment.bootstrap?.readOnlyRole ?? bootstrap.readOnlyRole ?? false;

/** A role name or ARN of the settings, in the form in which a synthesizer fills it in. */
const roleArn = (role: string) =>
  (role.startsWith('arn:') ? role : `arn:{partition}:iam::{account}:role/${role}`)
    .replaceAll('{partition}', '${AWS::Partition}')
    .replaceAll('{account}', '${AWS::AccountId}')
    .replaceAll('{region}', '${AWS::Region}')
    .replaceAll('{qualifier}', qualifier);

/** Types are checked once, by the compile task; whatever only runs TypeScript strips them. */
const runner = typescript.TypeScriptRunner.tsx({ typeCheck: false });

const project = new awscdk.AwsCdkTypeScriptApp({
  name: 'infra',
  description: 'The infrastructure that the pipeline releases into the environments of build/settings.json',
  defaultReleaseBranch: 'main',

  // Validating templates is a matter of a second by WebAssembly: made ready from the start, in a thread of its own, compiled
  // once, with one thread for its garbage.
  app: 'node --single-threaded-gc --liftoff-only --require cdk-background-validation --import tsx src/main.ts',
  context: {
    environments: environmentsOf(settings, 'infra'),
    synthesizer: {
      qualifier,
      deployRoleArn: roleArn(roles.deploy),
      fileAssetPublishingRoleArn: roleArn(roles.filePublishing),
      imageAssetPublishingRoleArn: roleArn(roles.imagePublishing),
      lookupRoleArn: roleArn(environments.every(hasReadOnlyRole) ? roles.readOnly : roles.lookup),
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
    ...['@types/node', 'oxlint', 'tsx', 'typescript-native', 'cdk-assets'].map(pinned),
    'cdk-background-validation@link:../build/engine/cdk-background-validation',
    'cdk-credential-plugin@link:../build/engine/cdk-credential-plugin',
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
  gitignore: ['/lambda/dist/'],
});

// The runner is tsx.
for (const name of ['ts-node', 'esbuild']) project.deps.removeDependency(name);
// The esbuild that tsx brings, by its own name too: NodejsFunction bundles with it, and yarn runs what the app itself depends on.
project.addDevDeps(pinned('esbuild'));
project.package.addField('private', true);
project.package.addPackageResolutions(pinned('unrs-resolver'));
project.cdkConfig.json.addOverride('versionReporting', false);
project.cdkConfig.json.addOverride('notices', false);
// Commands by hand reach every account by the roles of the settings.
project.cdkConfig.json.addOverride('plugin', ['cdk-credential-plugin']);
// The function is published by a target of its own.
project.cdkConfig.json.addDeletionOverride('build');
project.compileTask.execArgs(['tsc', '--project', project.tsconfigDev.fileName]);
// Synth is a target of its own.
project.postCompileTask.reset();

project.synth();
