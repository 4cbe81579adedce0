'use strict';

// node --require cdk-compile-cache.js <node_modules/aws-cdk/bin/cdk> <arguments>: the CDK CLI is one bundle of 16 MB, and
// compiling it takes more than a third of its start. What V8 made of it is kept beside it, for the next start.
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { constants, Script } = require('node:vm');
const { crc32 } = require('node:zlib');

const program = process.argv[1];
const folder = join(dirname(program), '..', '..', '.cache', 'cdk-compile-cache');

if (Module.enableCompileCache) Module.enableCompileCache(folder); // Since Node.js 22 it does all that follows by itself.
else if (constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER && crc32 && existsSync(join(dirname(program), '../lib/index.js')))
  load(Module.createRequire(program).resolve('../lib/index.js'));

/** Loads a module as require() would, from code that an earlier start compiled. */
function load(filename) {
  const text = readFileSync(filename, 'utf8');
  const kept = join(folder, `${process.version}-${process.arch}-${crc32(text).toString(16)}`);
  const cachedData = existsSync(kept) ? verified(readFileSync(kept)) : undefined;
  const script = new Script(Module.wrap(text), {
    filename,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // At the end, when the functions that a start needs are compiled too.
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => keep(kept, script.createCachedData()));

  const module = new Module(filename, null);
  module.filename = filename;
  require.cache[filename] = module;
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, Module.createRequire(filename), module, filename, dirname(filename));
  module.loaded = true;
}

/** V8 takes what it is given at its word: the code without the checksum behind it, or nothing where that is another. */
function verified(file) {
  const code = file.subarray(0, -4);
  return file.length > 4 && file.readUInt32LE(code.length) === crc32(code) ? code : undefined;
}

/** In place of what was kept of other versions. A cache: no more than a try. */
function keep(file, code) {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(code));
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([code, checksum]));
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    process.emitWarning(`The compiled CDK CLI was not kept: ${error.message}`);
  }
}
