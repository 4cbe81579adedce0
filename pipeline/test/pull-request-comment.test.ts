import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { workflowsOf } from '../src/github-workflows';
import { defaults } from '../src/settings';

/** Stands in for GitHub's CLI: keeps comments in a file, and answers as the calls of the workflow have it. */
const gh = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const words = process.argv.slice(2);
const after = (name) => words[words.indexOf(name) + 1];
const comments = JSON.parse(readFileSync(process.env.COMMENTS, 'utf8'));
const path = words.find((word) => word.startsWith('repos/'));
const body = () => readFileSync(after('--field').replace(/^body=@/, ''), 'utf8');
if (words[0] !== 'api') process.exit(2);
if (words.includes('--paginate')) {
  const [, login, start] = /^\\.\\[\\] \\| select\\(\\.user\\.login == "(.*?)" and \\(\\.body \\| startswith\\("(.*?)"\\)\\)\\) \\| \\.id$/.exec(after('--jq'));
  if (path !== 'repos/my-company/deployments/issues/7/comments') process.exit(3);
  for (const one of comments) if (one.user.login === login && one.body.startsWith(start)) console.log(one.id);
} else if (after('--method') === 'POST' && path === 'repos/my-company/deployments/issues/7/comments') {
  comments.push({ id: comments.length + 1, user: { login: 'github-actions[bot]' }, body: body() });
} else {
  const id = Number(/^repos\\/my-company\\/deployments\\/issues\\/comments\\/(\\d+)$/.exec(path)[1]);
  comments.find((one) => one.id === id).body = body();
}
writeFileSync(process.env.COMMENTS, JSON.stringify(comments));
`;

const marker = '<!-- cdk-deployments: diff -->';

const workflow = parse(
  workflowsOf({
    qualifier: 'hnb659fds',
    cicd: { account: '123456789012', region: 'eu-west-1' },
    source: { type: 'githubActions', owner: 'my-company', repository: 'deployments', branch: 'main' },
    pipeline: defaults,
    assemblies: ['infra/cdk.out'],
  })['.github/workflows/diff.yml'],
);
const script: string = workflow.jobs.comment.steps.find(({ run }: { run?: string }) => run).run;

describe('the comment of a pull request', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  const comments = () => JSON.parse(readFileSync(file('comments.json'), 'utf8'));

  /** Runs the step as GitHub does, with what a comparison has written, if anything. */
  function post(diff?: string) {
    if (diff !== undefined) writeFileSync(file('diff.md'), diff);
    else if (existsSync(file('diff.md'))) rmSync(file('diff.md'));
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${folder}${delimiter}${process.env.PATH}`,
        COMMENTS: file('comments.json'),
        GITHUB_REPOSITORY: 'my-company/deployments',
        NUMBER: '7',
        RUN: 'https://github.com/my-company/deployments/actions/runs/1',
      },
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'comment-'));
    writeFileSync(file('gh'), gh);
    chmodSync(file('gh'), 0o755);
    const others = [
      { id: 1, user: { login: 'octocat' }, body: `${marker}\nas if it were the build's` },
      { id: 2, user: { login: 'github-actions[bot]' }, body: `of another workflow, which quotes ${marker}` },
    ];
    writeFileSync(file('comments.json'), JSON.stringify(others));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('is posted once and then renewed, and those of others stay', () => {
    const before = comments();
    post(`${marker}\nfirst`);
    post(`${marker}\nsecond`);

    expect(comments()).toEqual([
      ...before,
      { id: 3, user: { login: 'github-actions[bot]' }, body: `${marker}\nsecond` },
    ]);
  });

  test('says that a comparison did not finish, and is renewed by the next that does', () => {
    post();
    expect(comments()[2].body).toContain('https://github.com/my-company/deployments/actions/runs/1');
    post(`${marker}\nthen`);
    expect(comments()).toHaveLength(3);
    expect(comments()[2].body).toBe(`${marker}\nthen`);
  });
});
