'use strict';

// node --require cdk-context-file.js <node_modules/aws-cdk/bin/cdk> <arguments>: the CDK CLI keeps what it looked up in
// cdk.context.json of its working folder, and has no option for another file. In a rehearsal that one stays as it is: each
// access to it goes to the file that BUILD_CDK_CONTEXT_FILE names. The app is another process, and sees nothing of it.
const fs = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { fileURLToPath } = require('node:url');

const name = 'cdk.context.json';
const committed = resolve(name);
const kept = process.env.BUILD_CDK_CONTEXT_FILE;
delete process.env.BUILD_CDK_CONTEXT_FILE;

for (const functions of [fs, fs.promises])
  for (const [key, original] of Object.entries(functions))
    if (typeof original === 'function' && /^[a-z]/.test(key)) functions[key] = redirected(original);
Module.syncBuiltinESMExports();

/** The same function, for which the committed file is the kept one. */
function redirected(original) {
  const wrapper = function (first, second, ...rest) {
    return original.apply(this, [...[first, second].slice(0, arguments.length).map(place), ...rest]);
  };
  return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

function place(argument) {
  const path = argument instanceof URL && argument.protocol === 'file:' ? fileURLToPath(argument) : argument;
  return typeof path === 'string' && path.endsWith(name) && resolve(path) === committed ? kept : argument;
}
