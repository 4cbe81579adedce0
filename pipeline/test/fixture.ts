import { App } from 'aws-cdk-lib/core';
import { context } from '../cdk.json';
import { Settings, settingsOf } from '../src/settings';

/** The accounts and roles of build/settings.json; the rest as it is by default, so that who edits the settings breaks no test. */
export const settings: Settings = {
  ...settingsOf(new App({ context: { ...context, pipeline: {} } }).node),
  source: {
    type: 'github',
    owner: 'owner',
    repository: 'repository',
    branch: 'main',
    tokenSecret: 'a/token',
    tokenField: 'token',
  },
  chainRoleArns: [],
};
