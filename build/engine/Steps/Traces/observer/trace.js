'use strict';

const fs = require('node:fs');
const { dirname, join, resolve, sep } = require('node:path');
const { isMainThread, threadId } = require('node:worker_threads');

const { appendFileSync, existsSync, lstatSync, realpathSync } = fs;
const { now } = Date;
const own = dirname(realpathSync(__filename)) + sep;
const modules = `${sep}node_modules${sep}`;

/** Writes each thing down once. */
class Trace {
  #file;
  #known = new Set();
  #written = new Set();
  #created = new Set();
  #links = new Map();
  #isBusy = false;

  constructor(folder, project) {
    this.folder = folder + sep;
    this.project = project + sep;
    this.packages = join(project, 'node_modules') + sep;
    this.realPackages = existsSync(this.packages) ? realpathSync(this.packages) + sep : this.packages;
    this.#file = join(folder, `${process.pid}-${threadId}`);
    this.#write(['process', now(), process.pid, isMainThread ? process.ppid : process.pid]);
  }

  /** Whether a file is none of the observer's own, nor one of the packages that a lock file pins. */
  concerns(path) {
    if (path.startsWith(this.packages)) return this.#isLinked(path) && !this.isCreated(path);
    if (path.startsWith(this.realPackages)) return false;
    return !path.startsWith(this.folder) && !path.startsWith(own) && path !== process.execPath && !this.isCreated(path);
  }

  /** Whether this program made the file, or a folder above it. */
  isCreated(path) {
    if (this.#created.size > 0)
      for (let at = path; ; at = dirname(at)) {
        if (this.#created.has(at)) return true;
        if (at === dirname(at)) break;
      }
    return false;
  }

  /** What is there from now on is no input, unless it was read before. */
  created(path) {
    if (this.#created.has(path)) return;
    this.#created.add(path);
    this.#write(['created', now(), path]);
  }

  isKnown(kind, name) {
    return this.#known.has(`${kind} ${name}`);
  }

  note(kind, name, ...more) {
    const key = `${kind} ${name}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#write([kind, now(), name, ...more]);
  }

  /** Why the result may differ next time though nothing that is known has changed. */
  doubt(reason) {
    if (this.#written.has(reason)) return;
    this.#written.add(reason);
    this.#write(['doubt', now(), reason]);
  }

  /** A child process that has to write a trace of its own. */
  child(pid, what) {
    this.#write(['child', now(), pid, what]);
  }

  /** Runs without noting anything. */
  aside(work) {
    const before = this.#isBusy;
    this.#isBusy = true;
    try {
      return work();
    } finally {
      this.#isBusy = before;
    }
  }

  get isAside() {
    return this.#isBusy;
  }

  /** How a file is named to the user. */
  show(path) {
    return path.startsWith(this.project) ? path.slice(this.project.length) : path;
  }

  /** Whether observing works with this version of node at all. */
  prove() {
    const probe = join(dirname(this.folder), 'probe');
    fs.existsSync(probe);
    let isSeen = this.isKnown('exists', probe);
    try {
      fs.readFileSync(probe, 'utf8');
    } catch {
      isSeen &&= this.isKnown('file', probe);
    }
    if (!isSeen) this.doubt(`node ${process.version} does not show what it reads`);
  }

  /** A package that is a link leads out of node_modules. */
  #isLinked(path) {
    const rest = path.slice(this.packages.length).split(sep);
    const name = rest[0].startsWith('@') ? rest.slice(0, 2).join(sep) : rest[0];
    let isLinked = this.#links.get(name);
    if (isLinked === undefined) {
      isLinked = this.aside(() => lstatSync(this.packages + name, { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
      this.#links.set(name, isLinked);
    }
    return isLinked;
  }

  #write(line) {
    this.aside(() => appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 }));
  }
}

/** Packages that stand between who asks and node. */
const WRAPPERS = /[\\/]node_modules[\\/](graceful-fs|fs-extra|universalify)[\\/]/;

/** How many frames are looked at: a few tell who asked nearly always, and cost a fraction of all. */
const NEAR = 5;
const FAR = 20;

/** The file that asked, as far as it is not node itself: its path, the path by its package, and the function of node that it called. */
function caller(skipsNode = false) {
  for (const limit of [NEAR, FAR]) {
    const frames = framesUpTo(limit);
    if (!frames) return { file: 'a program' };
    const found = callerAmong(frames, skipsNode);
    if (found) return found;
  }
  return { isNode: true, file: '' };
}

/** Null where the program has its own way with stacks, so that nobody can tell who asked: then it may have been the program. */
function framesUpTo(limit) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const at = {};
  try {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_, frames) => frames;
    Error.captureStackTrace(at, caller);
    if (typeof at.stack === 'string') return framesIn(at.stack);
    return at.stack.every((frame) => typeof frame.getFileName === 'function') ? at.stack : null;
  } catch {
    return null; // Error is frozen, or belongs to a debugger.
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
  }
}

/** V8 writes a stack as text where it is asked for while another is written, as the CDK's are. */
const framesIn = (text) =>
  text
    .split('\n')
    .map((line) => /^ +at (?:(?:async |new )?(\S+) .*\()?(.+?):\d+:\d+\)?$/.exec(line))
    .filter(Boolean)
    .map(([, name, file]) => ({ getFileName: () => file, getFunctionName: () => name?.split('.').at(-1) }));

function callerAmong(frames, skipsNode) {
  let by;
  for (const frame of frames) {
    let file = frame.getFileName();
    if (!file || file.startsWith(own) || file.startsWith('evalmachine')) continue;
    if (file.startsWith('file://')) {
      file = require('node:url').fileURLToPath(file);
      if (file.startsWith(own)) continue;
    }
    if (file.startsWith('node:')) {
      by = frame.getFunctionName();
      if (skipsNode) continue;
      return { isNode: true, file, by };
    }
    if (skipsNode && WRAPPERS.test(file)) continue;
    const inside = file.lastIndexOf(modules);
    return inside < 0 ? { file, by } : { file, by, member: file.slice(inside + modules.length).replaceAll('\\', '/') };
  }
  return null;
}

exports.open = (folder, project) => new Trace(resolve(folder), resolve(project));
exports.caller = caller;
