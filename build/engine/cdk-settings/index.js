'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The repository's root. The file's real place counts, not a link to it. */
const root = join(__dirname, '../../..');

/** A string, which stays as it is, or a comment. */
const stringOrComment = /("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g;

/** JSON with comments, as the build reads it. A mistake is named by its place in the file. */
const parse = (text) =>
  JSON.parse(text.replace(stringOrComment, (found, string) => string ?? found.replace(/[^\n]/g, ' ')));

const read = (file) => parse(readFileSync(join(root, file), 'utf8'));

/** What build/settings.json says. */
const readSettings = () => read('build/settings.json');

/** A package with its version in build/versions.json. */
function readVersions() {
  const versions = read('build/versions.json');
  const version = (name) => {
    if (!versions[name]) throw new Error(`build/versions.json names no version of ${name}`);
    return versions[name];
  };
  return { version, pinned: (name) => `${name}@${version(name)}` };
}

/** The environments that a project goes to, in their order, each with the beginning of its stacks' names and its values. */
const environmentsOf = ({ environments, values }, project) =>
  environments
    .filter(({ projects }) => projects?.includes(project) ?? true)
    .map(({ name, account, region, stackPrefix, values: own }) => ({
      name,
      account,
      region,
      stackPrefix: stackPrefix ?? name.replaceAll('_', '-'),
      values: merge(values?.[project] ?? {}, own?.[project] ?? {}),
    }));

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects name by name, whatever else is there instead. */
function merge(general, own) {
  if (own === undefined) return general;
  if (!isObject(general) || !isObject(own)) return own;
  const names = [...new Set([...Object.keys(general), ...Object.keys(own)])];
  return Object.fromEntries(names.map((name) => [name, merge(general[name], own[name])]));
}

module.exports = { environmentsOf, parse, readSettings, readVersions, root };
