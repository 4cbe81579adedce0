'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The repository's root. The file's real place counts, not the link in node_modules. */
const root = join(__dirname, '../../..');

/** The environments of build/settings.json, the CI/CD account's first, and which of them have the read-only role. */
function readSettings() {
  const { cicd, environments, bootstrap } = JSON.parse(readFileSync(join(root, 'build/settings.json'), 'utf8'));
  return [{ name: 'cicd', ...cicd }, ...environments].map(({ name, account, bootstrap: own }) => ({
    name,
    account,
    hasReadOnlyRole: own?.readOnlyRole ?? bootstrap.readOnlyRole ?? false,
  }));
}

module.exports = { readSettings, root };
