import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { WorkflowSettings, workflowsOf } from '../src/github-workflows';
import { defaults } from '../src/settings';

const settings: WorkflowSettings = {
  qualifier: 'hnb659fds',
  cicd: { account: '123456789012', region: 'eu-west-1' },
  source: { type: 'githubActions', owner: 'my-company', repository: 'deployments', branch: 'main' },
  pipeline: {
    ...defaults,
    timeoutMinutes: 90,
    waves: [
      { name: 'Test', releases: [{ name: 'Infra', environments: ['account1'], shards: 2 }, { name: 'All' }] },
      { name: 'Production', approval: true, releases: [{ name: 'Infra', environments: ['account2'], projects: ['shop'] }] },
    ],
  },
  assemblies: ['infra/cdk.out'],
};

const workflows = workflowsOf(settings);
const release = parse(workflows['.github/workflows/release.yml']);
const diff = parse(workflows['.github/workflows/diff.yml']);
const jobs = [...Object.values(release.jobs), ...Object.values(diff.jobs)] as any[];
const stepsOf = (job: any): any[] => job.steps;
const steps = jobs.flatMap(stepsOf);
const deployOf = (job: any) => stepsOf(job).find(({ run }) => run?.includes('--target=Deploy'));

describe('the workflows', () => {
  test('release the pushes of the branch, one after the other', () => {
    expect(release.on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: {} });
    expect(release.concurrency).toEqual({ 'group': 'release', 'cancel-in-progress': false });
    expect(release.jobs.synth.if).toBe("github.ref == 'refs/heads/main'");
  });

  test('synthesize once and hand that on to one job for each wave, in their order', () => {
    expect(Object.entries(release.jobs).map(([name, job]: [string, any]) => [name, job.needs])).toEqual([
      ['synth', undefined],
      ['wave-Test', ['synth']],
      ['wave-Production', ['wave-Test']],
    ]);
    expect(steps.filter(({ run }) => run?.includes('--target=Synth'))).toHaveLength(2);
    expect(release.jobs['wave-Test'].steps).toContainEqual({ run: 'tar -xf assemblies.tar' });
  });

  test('install packages where images are released, and only there', () => {
    const step = stepsOf(release.jobs['wave-Test']).find(({ run }) => run?.includes('--target=Install'));
    const folder = mkdtempSync(join(tmpdir(), 'images-'));
    const isInstalled = (manifest: string) => {
      mkdirSync(join(folder, 'infra/cdk.out/assembly-Prod'), { recursive: true });
      writeFileSync(join(folder, 'infra/cdk.out/assembly-Prod/one.assets.json'), manifest);
      writeFileSync(join(folder, 'build.sh'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
      return spawnSync('bash', ['-eo', 'pipefail', '-c', step.run], { cwd: folder, encoding: 'utf8' });
    };

    expect(isInstalled(JSON.stringify({ dockerImages: {} }, null, 1))).toMatchObject({ status: 0, stdout: '' });
    expect(isInstalled(JSON.stringify({ dockerImages: { a: {} } }, null, 1))).toMatchObject({
      status: 0,
      stdout: '--target=Install\n',
    });
    rmSync(folder, { recursive: true });
  });

  test('ask where a wave wants an approval, by the environment of its name', () => {
    expect(release.jobs['wave-Test'].environment).toBeUndefined();
    expect(release.jobs['wave-Production'].environment).toBe('Production');
  });

  test('share the work of a release between the jobs of a matrix, each of which may fail alone', () => {
    expect(release.jobs['wave-Test'].strategy).toEqual({
      'fail-fast': false,
      'matrix': {
        include: [
          { name: 'Infra-1', arguments: '--project=infra --environment=account1 --shard=1/2' },
          { name: 'Infra-2', arguments: '--project=infra --environment=account1 --shard=2/2' },
          { name: 'All', arguments: '--project=infra' },
        ],
      },
    });
    expect(release.jobs['wave-Production'].strategy.matrix.include).toEqual([
      { name: 'Infra', arguments: '--project=shop --environment=account2' },
    ]);
  });

  test('act as the role of the wave, for as long as the job may take', () => {
    expect(deployOf(release.jobs['wave-Production']).env).toEqual({
      AWS_REGION: 'eu-west-1',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/cdk-hnb659fds-release-Production',
      AWS_ROLE_DURATION_SECONDS: '5400',
      AWS_WEB_IDENTITY_TOKEN_FILE: '${{ runner.temp }}/web-identity-token',
    });
  });

  test('grant nothing but to read the source and to ask for a token; the comment alone may be written', () => {
    expect([release.permissions, diff.permissions]).toEqual([{}, {}]);
    expect(jobs.map(({ permissions }) => permissions)).toEqual([
      ...Array.from({ length: 4 }, () => ({ 'contents': 'read', 'id-token': 'write' })),
      { 'pull-requests': 'write' },
    ]);
  });

  test('pin the actions of others by a commit, and leave no credentials to git', () => {
    const used = steps.filter(({ uses }) => uses);
    for (const { uses } of used) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    const checkouts = used.filter(({ uses }) => uses.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(4);
    for (const step of checkouts) expect(step.with).toEqual({ 'persist-credentials': false });
  });

  test('repeat what they share, so that no reader needs anchors', () => {
    for (const text of Object.values(workflows)) expect(text).not.toMatch(/: [&*]\w/);
  });

  test('keep tokens out of logs and command lines, and what others name out of scripts', () => {
    for (const { run = '' } of steps) expect(run).not.toMatch(/set -x|echo .*TOKEN|\$\{\{ (?:github|secrets)/);
    expect(workflows['.github/workflows/release.yml']).not.toContain('secrets.');
  });

  test('run nothing of a pull request where the comment is written, and compare with the role that only reads', () => {
    expect(stepsOf(diff.jobs.comment).map(({ uses, run }) => uses?.split('@')[0] ?? run.split(' ')[0])).toEqual([
      'actions/download-artifact',
      '[',
    ]);
    expect(diff.jobs.diff.if).toBe('github.event.pull_request.head.repo.full_name == github.repository');
    const compare = stepsOf(diff.jobs.diff).find(({ run }) => run?.includes('--target=Diff'));
    expect(compare.run).toContain('--format=markdown --read-only');
    expect(compare.env.AWS_ROLE_ARN).toBe('arn:aws:iam::123456789012:role/cdk-hnb659fds-diff');
  });
});
