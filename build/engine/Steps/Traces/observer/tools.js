'use strict';

const { homedir, tmpdir } = require('node:os');
const { join } = require('node:path');

// Members of packages of which it is known that what they ask the machine for does not reach what a program makes.

/** What runs TypeScript and tests: compilers, caches by content, timers of reports. */
const RUNNERS =
  /^(tsx|esbuild|@esbuild\/[^/]+|typescript|ts-node|@cspotcode\/[^/]+|source-map-support|@swc\/[^/]+|ts-jest|jest|jest-[^/]+|fb-watchman|fast-glob|browserslist|yargs|@jest\/[^/]+|babel-[^/]+|@babel\/[^/]+|expect|pretty-format|unrs-resolver|@unrs\/[^/]+|graceful-fs|write-file-atomic|signal-exit|source-map|supports-color|chalk|picocolors|ci-info|is-ci|debug|oxlint|@sinonjs\/[^/]+|@yarnpkg\/[^/]+|yarn|npm|npx|get-tsconfig|cdk-background-validation|cdk-credential-plugin|aws-cdk|brace-expansion|@aws\/cloudformation-validate)\//;

/** Times of errors and of measurements, names of temporary files, and where tokens begin to be counted. */
const CDK =
  /^(aws-cdk-lib\/((core\/lib\/(errors|fs\/fingerprint-disk-cache|private\/(token-map|asset-staging|private-context|perf[^/]*)))|(cx-api|assertions)\/lib\/private\/error)|@aws-cdk\/cloud-assembly-(api|schema)\/.*)(\.js)$/;

/** Libraries that hand the environment on to child processes, which are observed themselves. */
const SPAWNING = /^(aws-cdk-lib|@aws-cdk\/[^/]+|jsii|@jsii\/[^/]+|cross-spawn|execa|npm-run-path)\//;

/** Files that tools keep for themselves: contents by their hash, and what they measured. */
const CACHES = [
  join(homedir(), '.cdk', 'cache'),
  ...['tsx', 'jest_', 'jest-transform-cache', 'node-compile-cache', 'ts-node'].map((name) => join(tmpdir(), name)),
];
const ends = /^(-?\w*)([\\/]|$)/;

/** Variables by which libraries find out what a terminal shows, and what to say of themselves. */
const PRESENTATION =
  /^(_|ZSH_NAME|SHELL|YARGS_\w+|LANG|LANGUAGE|LC_\w+|TERM|TERM_\w+|COLORTERM|NO_COLOR|FORCE_COLOR|CLICOLOR\w*|COLUMNS|LINES|DEBUG|DEBUG_\w+|NODE_DEBUG|NODE_DISABLE_COLORS|NODE_V8_COVERAGE|JSII_DEBUG|GRACEFUL_FS_\w+|TEST_GRACEFUL_FS_\w+)$/;

exports.isTool = (member) => member !== undefined && (RUNNERS.test(member) || CDK.test(member));
exports.isRunner = (member) => member !== undefined && RUNNERS.test(member);
exports.handsOn = (member) => member !== undefined && (SPAWNING.test(member) || RUNNERS.test(member));
exports.isShown = (name) => PRESENTATION.test(name);
exports.isCache = (path) => CACHES.some((cache) => path.startsWith(cache) && ends.test(path.slice(cache.length)));
