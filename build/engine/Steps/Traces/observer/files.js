'use strict';

const { resolve } = require('node:path');
const { caller } = require('./trace');
const { isCache, isTool } = require('./tools');

const { existsSync, readdirSync, lstatSync } = require('node:fs');
const { O_ACCMODE = 3, O_RDONLY, O_TRUNC, O_CREAT, O_EXCL } = require('node:fs').constants;
const OF_THE_SYSTEM = /^\/(proc|sys)(\/|$)/;

/**
 * What a program does with files goes through one object of node, whether it is synchronous, by callback, by promise, by stream,
 * or the loading of a module (lib/fs.js, lib/internal/fs/promises.js, lib/internal/modules of node).
 */
exports.observe = (trace) => {
  const binding = process.binding('fs');

  const concerns = (path) => !trace.isAside && trace.concerns(path) && !isCache(path) && !isOfTheSystem(path);
  const isOfTheSystem = (path) => {
    if (!OF_THE_SYSTEM.test(path)) return false;
    const { member, isNode } = caller(true);
    if (!isNode && !isTool(member)) trace.doubt(`${path} is read`);
    return true;
  };

  const read = (path) => concerns(path) && trace.note('file', path);
  const exists = (path) => concerns(path) && !trace.isKnown('exists', path) && trace.note('exists', path, kindOf(path));
  const kindOf = (path) => {
    const found = trace.aside(() => lstatSync(path, { throwIfNoEntry: false }));
    return !found ? 'missing' : found.isFile() ? 'file' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other';
  };
  // Jest looks at all files of a project to find its tests, which its step declares.
  const isCrawled = () => jestIsThere() && caller(true).member?.startsWith('jest-haste-map/');
  const jestIsThere = () => process.argv[1] !== undefined && /[\\/](jest|jest-worker)[\\/]/.test(process.argv[1]);
  const list = (path) => {
    if (!concerns(path) || trace.isKnown('folder', path) || isCrawled()) return;
    const names = trace.aside(() => {
      try {
        return readdirSync(path);
      } catch {
        return null;
      }
    });
    trace.note('folder', path, names);
  };
  const status = (path) => {
    if (!concerns(path) || isCrawled()) return;
    if (kindOf(path) !== 'file') return exists(path);
    trace.note('file', path);
    if (trace.isKnown('time', path)) return;
    // Whoever asks for the status may look at the time, which tools do not make anything of.
    const { by, member, isNode } = caller(true);
    if (/^l?stat(Sync)?$/.test(by) && !isNode && !isTool(member) && !member?.startsWith('aws-cdk-lib/')) trace.note('time', path);
  };
  const replace = (path) => !trace.isAside && trace.created(path);
  const create = (path) => !trace.isAside && !trace.aside(() => existsSync(path)) && trace.created(path);
  const open = (path, flags) => {
    if ((flags & O_ACCMODE) === O_RDONLY) return isFolder(path) ? exists(path) : read(path);
    if (flags & O_TRUNC || (flags & O_CREAT && flags & O_EXCL)) return replace(path);
    read(path);
    return create(path);
  };
  const isFolder = (path) => kindOf(path) === 'folder';

  /** What is read by way of a link that is the program's own is not seen. */
  const link = (target) => {
    if (!concerns(target)) return;
    if (isFolder(target)) trace.doubt(`it links to folder ${trace.show(target)}`);
    else read(target);
  };

  /** What is to be noted of a call by its arguments. */
  const calls = {
    access: exists,
    existsSync: exists,
    internalModuleStat: exists,
    realpath: exists,
    readlink: exists,
    statfs: (path) => trace.doubt(`the free space of ${trace.show(path)} is asked for`),
    stat: status,
    lstat: status,
    readdir: list,
    open,
    openFileHandle: open,
    readFileUtf8: open,
    internalModuleReadJSON: read,
    legacyMainResolve: exists,
    getFormatOfExtensionlessFile: read,
    copyFile: (from, to) => (read(from), replace(resolve(to))),
    cpSyncCheckPaths: (from) => list(from),
    cpSyncCopyDir: (from, to) => (copyFolder(from), create(resolve(to))),
    cpSyncOverrideFile: (from, to) => (read(from), replace(resolve(to))),
    rename: (from, to) => (from !== to && !trace.isCreated(from) && read(from), replace(resolve(to))),
    link: (from, to) => (read(from), replace(resolve(to))),
    symlink: (target, path) => (link(resolve(path, '..', `${target}`)), replace(resolve(path))),
    writeFileUtf8: (path, data, flags) => open(path, flags),
    mkdir: create,
    mkdtemp: () => {},
  };
  /** What neither reads nor makes anything, or works on what is open. */
  const silent = new Set(
    ('close read readBuffers fdatasync fsync rmdir fstat ftruncate unlink rmSync writeBuffer writeBuffers writeString chmod fchmod ' +
      'chown fchown lchown utimes futimes lutimes StatWatcher FSReqCallback FileHandle').split(' '),
  );
  const copyFolder = (from) => {
    list(from);
    for (const entry of trace.aside(() => readdirSync(from, { withFileTypes: true }))) {
      const path = resolve(from, entry.name);
      if (entry.isDirectory()) copyFolder(path);
      else read(path);
    }
  };

  for (const name of Object.keys(binding)) {
    const original = binding[name];
    if (typeof original !== 'function' || silent.has(name)) continue;
    const note = calls[name] ?? ((path) => (read(path), list(path)));
    binding[name] = function (path, ...more) {
      if (!trace.isAside && (typeof path === 'string' || path instanceof Uint8Array)) {
        const full = resolve(typeof path === 'string' ? path : Buffer.from(path).toString());
        note(full, ...more);
      }
      return Reflect.apply(original, this, arguments);
    };
  }
  const { mkdtemp } = binding;
  binding.mkdtemp = function (prefix, encoding, request) {
    const made = Reflect.apply(mkdtemp, this, arguments);
    if (typeof made === 'string') trace.created(resolve(made));
    else if (request?.oncomplete) {
      const { oncomplete } = request;
      request.oncomplete = function (error, path) {
        if (path) trace.created(resolve(path));
        return Reflect.apply(oncomplete, this, arguments);
      };
    } else made?.then?.((path) => trace.created(resolve(path)), () => {});
    return made;
  };
  observeFolderStreams(list);
  for (const argument of process.execArgv)
    if (/^--env-file/.test(argument)) read(resolve(argument.replace(/^[^=]*=/, '')));
  const { loadEnvFile } = process;
  if (loadEnvFile)
    process.loadEnvFile = function (path = '.env') {
      read(resolve(`${path}`));
      return Reflect.apply(loadEnvFile, this, arguments);
    };
};

/** Folders that are read entry by entry go another way (lib/internal/fs/dir.js). */
function observeFolderStreams(list) {
  const fs = require('node:fs');
  for (const [owner, name] of [[fs, 'opendir'], [fs, 'opendirSync'], [fs.promises, 'opendir']]) {
    const original = owner[name];
    owner[name] = function (path) {
      list(resolve(`${path}`));
      return Reflect.apply(original, this, arguments);
    };
  }
}
