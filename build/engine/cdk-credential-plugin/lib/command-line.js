'use strict';

const { readFileSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');

/** Commands that ask for credentials to read with and no others. */
const reading = ['synth', 'synthesize', 'list', 'ls', 'context', 'metadata'];

const writing = ['deploy', 'diff', 'destroy', 'watch', 'import', 'rollback', 'refactor', 'drift', 'gc', 'publish-assets', 'migrate'];

const bootstrap = 'bootstrap';

/** The CLI's command, as far as it matters here: 'reading', 'writing' or 'bootstrap'. What is not known may write. */
function commandIn(argv) {
  const command = argv.find((argument) => [...reading, ...writing, bootstrap].includes(argument));
  return command === bootstrap ? bootstrap : reading.includes(command) ? 'reading' : 'writing';
}

/** The value of an option that is given once, or undefined. */
function optionIn(argv, name) {
  return valuesIn(argv, [`--${name}`]).at(-1);
}

/** Reads context values where the CLI does, in its order: command line, cdk.json, cdk.context.json, ~/.cdk.json. */
function contextReader(argv, folder) {
  const given = Object.fromEntries(
    valuesIn(argv, ['-c', '--context'])
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return (key) =>
    given[key] ??
    jsonOf(join(folder, 'cdk.json')).context?.[key] ??
    jsonOf(join(folder, 'cdk.context.json'))[key] ??
    jsonOf(join(homedir(), '.cdk.json')).context?.[key];
}

function valuesIn(argv, names) {
  return argv.flatMap((argument, i) => {
    const name = names.find((candidate) => argument === candidate || argument.startsWith(`${candidate}=`));
    if (name === undefined) return [];
    return argument === name ? argv.slice(i + 1, i + 2) : [argument.slice(name.length + 1)];
  });
}

/** A file that is missing says nothing; what is wrong with one that is there, the CLI has said already. */
function jsonOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}

module.exports = { commandIn, contextReader, optionIn };
