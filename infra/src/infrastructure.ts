import { join } from 'node:path';
import { App, DefaultStackSynthesizer } from 'aws-cdk-lib/core';
import { NamedEnvironment } from './environments';
import { GreetingStack } from './greeting-stack';
import { StorageStack } from './storage-stack';

/**
 * The stacks of every environment in the settings: the first environment holds the storage, each further one greets
 * (the first does so itself where it is the only one). A stack is named after its environment's prefix and what it is, and
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

  const storage = new StorageStack(app, `${home.stackPrefix}-storage`, {
    ...common(home),
    description: 'Storage for the stacks of every environment',
  });

  for (const env of others.length > 0 ? others : [home]) {
    const greeting = new GreetingStack(app, `${env.stackPrefix}-greeting`, {
      ...common(env),
      description: 'A greeting, out of a parameter',
      functionFolder: join(publishedFunctions, 'Greeting'),
      storage: storage.bucket,
      values: env.values,
    });
    greeting.addStackDependency(storage);
  }
}
