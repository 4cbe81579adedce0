'use strict';

// node --require index.js, by way of NODE_OPTIONS so that child processes and threads inherit it: writes down what a program
// reads that its result may depend on, a line of JSON each, into a file for each thread under INPUT_OBSERVER_FOLDER.
// What cannot be followed to its end is written down as a doubt. NodeTrace.cs reads the lines.
const { realpathSync } = require('node:fs');

/** The CDK CLI: what it reads itself is declared with its step. */
const CDK = /[\\/]aws-cdk[\\/](bin[\\/]cdk|lib[\\/].*)$/;

/** Starts what package.json or a lock file says; an installation is another matter. */
const PACKAGE_MANAGER = /[\\/](npm[\\/]bin[\\/]np[mx]-cli\.js|(cli-dist|yarn)[\\/]bin[\\/]yarn\.js|yarn-[\d.]+\.c?js|(pnpm|pnpx)\.c?js)$/;
const STARTS = /^(run|exec|x|--no-install|--no)$/;

const program = (() => {
  try {
    return realpathSync(process.argv[1]);
  } catch {
    return '';
  }
})();

if (process.env.INPUT_OBSERVER_FOLDER && !globalThis[Symbol.for('input-observer')] && !CDK.test(program)) {
  globalThis[Symbol.for('input-observer')] = true;
  const trace = require('./trace').open(process.env.INPUT_OBSERVER_FOLDER, process.env.INPUT_OBSERVER_PROJECT);
  require('./children').observe(trace, __filename);
  if (PACKAGE_MANAGER.test(program)) {
    if (!/npx-cli/.test(program) && !process.argv.slice(2).some((argument) => STARTS.test(argument)))
      trace.doubt(`it starts ${process.argv.slice(1).join(' ')}`);
  } else {
    for (const part of ['files', 'variables', 'moments', 'surroundings', 'contexts']) require(`./${part}`).observe(trace);
    trace.prove();
  }
  require('node:module').syncBuiltinESMExports();
}
