'use strict';

// node --single-threaded-gc --liftoff-only --require ahead.js <the CDK CLI>: the app that the CLI starts asks a thread of the CLI's for its validation, which is
// made ready while the CLI and the app are loaded. Where that thread does not answer, the app has one of its own.
const { mkdirSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, relative } = require('node:path');
const { isMainThread } = require('node:worker_threads');
const { startThread } = require('./thread');

const folder = process.env.INPUT_OBSERVER_FOLDER;

// Pipes of Windows have names that everybody may open.
if (isMainThread && folder && process.platform !== 'win32' && process.env.CDK_VALIDATION !== 'false') {
  const place = join(folder, 'validation');
  mkdirSync(place, { mode: 0o700 });
  // The names of sockets are short; the app starts in the same folder.
  const endpoint = relative(process.cwd(), join(place, 's'));
  startThread('server.js', { endpoint, library: createRequire(join(process.cwd(), 'app')).resolve('aws-cdk-lib/core') });
  process.env.CDK_VALIDATION_ENDPOINT = endpoint;
}
