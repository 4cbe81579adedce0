'use strict';

const { contextReader, optionIn, commandIn } = require('./lib/command-line');
const { credentialsOf } = require('./lib/credentials');
const { readSettings } = require('./lib/settings');
const { RoleCredentialSource } = require('./lib/role-credential-source');

/** A plugin of the CDK CLI (@aws-cdk/cli-plugin-contract, Plugin). Loading it starts nothing and reads one file. */
module.exports = {
  version: '1',
  init(host) {
    const argv = process.argv.slice(2);
    host.registerCredentialProviderSource(
      new RoleCredentialSource({
        settings: readSettings(),
        context: contextReader(argv, process.cwd()),
        command: commandIn(argv),
        credentials: (request) => credentialsOf({ ...request, profile: optionIn(argv, 'profile') }),
      }),
    );
  },
};
