'use strict';

const { root, readSettings: read } = require('../../cdk-settings');

/** The environments of build/settings.json, the CI/CD account's first, and which of them have the read-only role. */
function readSettings() {
  const { cicd, environments, bootstrap } = read();
  return [{ name: 'cicd', ...cicd }, ...environments].map(({ name, account, bootstrap: own }) => ({
    name,
    account,
    hasReadOnlyRole: own?.readOnlyRole ?? bootstrap.readOnlyRole ?? false,
  }));
}

module.exports = { readSettings, root };
