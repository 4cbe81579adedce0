'use strict';

const { basename, dirname, join, resolve, sep } = require('node:path');
const { ChildProcess } = require('node:child_process');
const { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync, rmSync } = require('node:fs');
const { caller } = require('./trace');
const { isRunner } = require('./tools');

const NODE_PROGRAMS = /^(node|nodejs|npx|npm|yarn|pnpm|tsx|ts-node)(\.exe|\.cmd)?$/;
const SHELLS = /^((ba|da|z|k)?sh|cmd(\.exe)?|powershell(\.exe)?|pwsh(\.exe)?)$/;
/** A shell command that starts one program and does no more. */
const SIMPLE = /^[\w@%+=:,./ \\"'-]+$/;

let threads = 0;

/** Child processes that are programs of node are observed in turn; of others nobody knows what they read. */
exports.observe = (trace, observer) => {
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = function (options) {
    if (trace.isAside || typeof options?.file !== 'string') return Reflect.apply(spawn, this, arguments);
    const plan = trace.aside(() => prepare(trace, observer, options));
    const result = Reflect.apply(spawn, this, [plan.options]);
    plan.started(this.pid);
    if (isService(plan.options) && this.stdin) watchService(trace, this.stdin);
    if (plan.ended) this.once('exit', plan.ended);
    return result;
  };

  const synchronous = process.binding('spawn_sync');
  const { spawn: spawnSync } = synchronous;
  synchronous.spawn = function (options) {
    if (trace.isAside || typeof options?.file !== 'string') return Reflect.apply(spawnSync, this, arguments);
    const plan = trace.aside(() => prepare(trace, observer, options));
    const result = Reflect.apply(spawnSync, this, [plan.options]);
    plan.started(result.pid);
    const { input } = plan.options.stdio?.[0] ?? {};
    if (isService(plan.options) && input && isBuildRequest(input)) trace.doubt('it bundles by the API of esbuild');
    plan.ended?.();
    return result;
  };
};

function prepare(trace, observer, given) {
  const options = { ...given, args: [...(given.args ?? [given.file])], envPairs: inherited(given.envPairs, observer) };
  const folder = resolve(options.cwd ?? '.');
  const what = [basename(options.file), ...options.args.slice(1)].join(' ').slice(0, 120);
  if (isBundling(options)) {
    const metafile = join(trace.folder, `bundle-${process.pid}-${++threads}`);
    options.args.push(`--metafile=${metafile}`);
    return { options, started() {}, ended: () => readBundle(trace, folder, metafile, options.args, what) };
  }
  const isKnown = isService(options) || isListing(options) || isNodeProgram(options, folder);
  return {
    options,
    started(pid) {
      // One that did not start had nothing to read.
      if (pid && !isKnown) trace.doubt(`it starts ${what}`);
      else if (pid && isKnown === 'node') trace.child(pid, what);
    },
  };
}

/** The environment of a child that is observed too, whatever the program hands on. */
function inherited(pairs, observer) {
  const all = pairs ?? Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  const given = (name) => all.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const preload = `--require ${JSON.stringify(observer)}`;
  const options = given('NODE_OPTIONS') ?? '';
  return [
    ...all.filter((pair) => !/^(NODE_OPTIONS|INPUT_OBSERVER_\w+)=/.test(pair)),
    `NODE_OPTIONS=${options.includes(preload) ? options : `${options} ${preload}`.trim()}`,
    `INPUT_OBSERVER_FOLDER=${exports.folder}`,
    `INPUT_OBSERVER_PROJECT=${exports.project}`,
  ];
}
exports.folder = process.env.INPUT_OBSERVER_FOLDER;
exports.project = process.env.INPUT_OBSERVER_PROJECT;

/** Esbuild's service reads nothing itself while it transforms what it is handed. */
const isService = ({ args }) => args.some((argument) => argument.startsWith('--service='));

/** Requests to it begin with their command (lib/shared/stdio_protocol.ts of esbuild). */
function isBuildRequest(bytes) {
  const head = Buffer.from(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, Math.min(bytes.byteLength ?? bytes.length, 64)).toString('latin1');
  return /command.{5}(build|context|rebuild|serve)/s.test(head);
}

function watchService(trace, stream) {
  const { write } = stream;
  stream.write = function (bytes) {
    if (typeof bytes !== 'string' && isBuildRequest(bytes)) trace.doubt('it bundles by the API of esbuild');
    return Reflect.apply(write, this, arguments);
  };
}

/** Jest looks for its files with these. */
const isListing = ({ file }) => /^(find|watchman)$/.test(basename(file)) && isRunner(caller(true).member);

function isNodeProgram({ file, args, envPairs }, folder) {
  const name = basename(file).toLowerCase();
  if (SHELLS.test(name)) {
    const at = args.findIndex((argument) => /^(-c|\/c|-command)$/i.test(argument));
    const command = args.slice(at + 1).join(' ').replace(/^"(.*)"$/, '$1').trim();
    if (at < 0 || !SIMPLE.test(command)) return false;
    const program = command.match(/^(?:"([^"]+)"|'([^']+)'|(\S+))/);
    return isNodeProgram({ file: program[1] ?? program[2] ?? program[3], args: [], envPairs }, folder);
  }
  if (NODE_PROGRAMS.test(name)) return 'node';
  const path = find(file, envPairs, folder);
  return path && (path === realpathSync(process.execPath) || isScript(path)) ? 'node' : false;
}

function find(file, envPairs, folder) {
  const paths = file.includes('/') || file.includes(sep)
    ? [resolve(folder, file)]
    : (envPairs.find((pair) => /^path=/i.test(pair)) ?? '').slice(5).split(process.platform === 'win32' ? ';' : ':').map((at) => join(at, file));
  const found = paths.find((path) => existsSync(path));
  return found && realpathSync(found);
}

/** Whether node runs it, as its first line says. */
function isScript(path) {
  const start = Buffer.alloc(128);
  const file = openSync(path);
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return /^#!.*\bnode\b/.test(start.toString('latin1').split('\n')[0]);
}

const isBundling = ({ file, args }) =>
  /^esbuild(\.exe)?$/.test(basename(realpath(file))) &&
  args.includes('--bundle') &&
  !args.some((argument) => /^--(service|serve|watch|metafile)\b/.test(argument)) &&
  !isNodeProgram({ file, args: [], envPairs: [] }, '.');

function realpath(file) {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** What esbuild bundled, in its own words, and how it was told to compile that. */
function readBundle(trace, folder, metafile, args, what) {
  try {
    const { inputs } = trace.aside(() => JSON.parse(readFileSync(metafile, 'utf8')));
    trace.aside(() => rmSync(metafile));
    for (const input of Object.keys(inputs)) observeModule(trace, resolve(folder, input.replace(/^\w{3,}:/, '')));
    for (const argument of args) {
      const [, path] = argument.match(/^--(?:tsconfig|inject)[=:](.*)$/) ?? [];
      if (path) observeConfig(trace, resolve(folder, path));
    }
  } catch {
    trace.doubt(`it starts ${what}`);
  }
}

function observeModule(trace, path) {
  if (!trace.concerns(path)) return;
  trace.note('file', path);
  for (let at = dirname(path); ; at = dirname(at)) {
    observeConfig(trace, join(at, 'tsconfig.json'));
    if (at === dirname(at)) break;
  }
}

/** A configuration of TypeScript, and those that it extends. */
function observeConfig(trace, path) {
  if (!trace.concerns(path) || trace.isKnown('config', path)) return;
  trace.note('file', path);
  const text = trace.aside(() => (existsSync(path) ? readFileSync(path, 'utf8') : ''));
  for (const [, list] of text.matchAll(/"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/g))
    for (const [, name] of list.matchAll(/"([^"]+)"/g))
      if (/^[./]/.test(name))
        for (const extended of [name, `${name}.json`]) if (!trace.isKnown('file', resolve(dirname(path), extended))) observeConfig(trace, resolve(dirname(path), extended));
}
