import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Environment } from 'aws-cdk-lib/core';
import { GreetingStack } from './greeting-stack';
import { StorageStack } from './storage-stack';

/** An environment of build/settings.json. */
export interface NamedEnvironment extends Required<Environment> {
  readonly name: string;
}

/**
 * The stacks of every environment in the settings: the first environment holds the storage, each further one greets
 * (the first does so itself where it is the only one). A stack is named after its environment and what it is, and
 * depends on the stacks that must be there before it, in whatever account.
 *
 * @param publishedFunctions The folder with a folder for each published Lambda function.
 */
export function addInfrastructure(app: App, publishedFunctions: string) {
  const [home, ...others]: NamedEnvironment[] = app.node.getContext('environments');
  const common = (env: NamedEnvironment) => ({
    env: { account: env.account, region: env.region },
    synthesizer: new DefaultStackSynthesizer(app.node.getContext('synthesizer')),
    tags: { environment: env.name },
  });

  const storage = new StorageStack(app, `${home.name}-storage`, {
    ...common(home),
    description: 'Storage for the stacks of every environment',
  });

  for (const env of others.length > 0 ? others : [home]) {
    const greeting = new GreetingStack(app, `${env.name}-greeting`, {
      ...common(env),
      description: 'A greeting, out of a parameter',
      functionFolder: join(publishedFunctions, 'Greeting'),
      storage: storage.bucket,
    });
    greeting.addStackDependency(storage);
  }
}
