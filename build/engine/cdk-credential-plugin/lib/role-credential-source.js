'use strict';

/** The CLI's modes (@aws-cdk/cli-plugin-contract, Mode). */
const ForReading = 0;

const readRole = 'assume-role-credentials:readIamRoleName';
const writeRole = 'assume-role-credentials:writeIamRoleName';

/**
 * Hands the CLI sessions in the account that it asks for, and never the credentials that it was started with: the CLI takes
 * what it gets for the right account's, and where a stack's own role refuses it goes on with that.
 */
class RoleCredentialSource {
  constructor({ settings, context, command, credentials }) {
    this.name = 'cdk-credential-plugin';
    this.settings = settings;
    this.context = context;
    this.command = command;
    this.credentials = credentials;
  }

  async isAvailable() {
    return true;
  }

  /**
   * Whether there is a role for all that the command will ask for; the CLI does not say yet whether to read or to write.
   * Where there is none, it assumes the stacks' own roles with the credentials that it was started with.
   */
  async canProvideCredentials(account) {
    const environment = this.environmentOf(account);
    if (!environment) return false;
    return this.command === 'reading'
      ? this.toRead(environment) !== undefined
      : this.toRead(environment) !== undefined && this.toWrite(environment) !== undefined;
  }

  async getProvider(account, mode) {
    const environment = this.environmentOf(account);
    const request = mode === ForReading ? this.toRead(environment) : this.toWrite(environment);
    return this.credentials({ environment: environment.name, ...request });
  }

  environmentOf(account) {
    return this.settings.find((environment) => environment.account === account);
  }

  toRead(environment) {
    const role = this.roleIn(readRole, environment);
    if (role) return { purpose: 'read-only', role };
    if (environment.hasReadOnlyRole) return { purpose: 'read-only' };
    return this.bootstraps ? this.toWrite(environment) : undefined;
  }

  toWrite(environment) {
    const role = this.roleIn(writeRole, environment);
    if (role) return { purpose: this.bootstraps ? 'bootstrap' : 'deploy', role };
    return this.bootstraps ? { purpose: 'bootstrap' } : undefined;
  }

  get bootstraps() {
    return this.command === 'bootstrap' || [true, 'true'].includes(this.context('bootstrap'));
  }

  roleIn(key, { account }) {
    const name = this.context(key);
    return typeof name === 'string' && name !== '' ? name.replaceAll('{ACCOUNT_ID}', account) : undefined;
  }
}

module.exports = { RoleCredentialSource };
