'use strict';

const { execFile } = require('node:child_process');
const { join } = require('node:path');
const { root } = require('./settings');

/**
 * Asks the build for credentials of an environment's role: ./build.sh --target=Credentials. No shell stands between, and
 * no secret on the command line. The CLI asks again when they are about to expire.
 */
function credentialsOf({ environment, purpose, role, profile }) {
  const [program, ...first] =
    process.platform === 'win32'
      ? ['powershell.exe', '-NoProfile', '-NonInteractive', '-File', join(root, 'build.ps1')]
      : [join(root, 'build.sh')];
  const args = [
    ...first,
    '--target=Credentials',
    `--environment=${environment}`,
    `--purpose=${purpose}`,
    ...(role ? [`--role=${role}`] : []),
    ...(profile ? [`--profile=${profile}`] : []),
  ];
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: root, windowsHide: true }, (error, output, errors) => {
      if (error) reject(new Error(errors.trim() || `${program} did not run: ${error.message}`));
      else resolve(parse(output));
    });
  });
}

function parse(output) {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = JSON.parse(output);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration ? { expiration: new Date(Expiration) } : {}),
  };
}

module.exports = { credentialsOf };
