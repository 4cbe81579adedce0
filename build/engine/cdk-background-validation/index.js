'use strict';

const { createRequire } = require('node:module');
const { isMainThread, receiveMessageOnPort } = require('node:worker_threads');
const { startThread } = require('./thread');

/** Far beyond any validation: a thread that ended without a word, for want of memory. */
const PATIENCE_IN_MS = 10 * 60 * 1000;

/** CDK's plugin in a thread of its own, which is made ready from now on. */
class ValidationThread {
  constructor(library) {
    this.answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    // An app that fails before it is validated ends at once.
    this.port = startThread('worker.js', {
      library,
      answered: this.answered,
      endpoint: process.env.CDK_VALIDATION_ENDPOINT,
    });
  }

  /** Waits for the answer: CDK's validation is synchronous. */
  ask(question) {
    Atomics.store(this.answered, 0, 0);
    this.port.postMessage(question);
    if (Atomics.wait(this.answered, 0, 0, PATIENCE_IN_MS) === 'timed-out')
      throw new Error(`The validation of templates has not answered for ${PATIENCE_IN_MS / 60_000} minutes.`);
    const { failure, answer } = receiveMessageOnPort(this.port).message;
    if (failure) throw failure;
    return answer;
  }
}

/** What `--no-validation` of the CLI, and tests, say. */
const isValidated = process.env.CDK_VALIDATION !== 'false';

/** The app's own CDK: preloaded with --require, this runs before anything of the app. */
const requireOfApp = process.argv[1] ? createRequire(process.argv[1]) : require;

// Loaders' threads are preloaded too.
const thread = isMainThread && isValidated ? new ValidationThread(requireOfApp.resolve('aws-cdk-lib/core')) : undefined;

exports.validateInBackground = (app) => {
  if (!thread) return;
  const { CloudFormationValidatePlugin, Validations } = requireOfApp('aws-cdk-lib/core');

  /** Takes the place of CDK's plugin, which is in the thread. */
  class BackgroundValidation extends CloudFormationValidatePlugin {
    get name() {
      return CloudFormationValidatePlugin.PLUGIN_NAME;
    }

    get version() {
      return thread.ask({ member: 'version' });
    }

    // For usage reports, which CDK's own plugin does not appear in either.
    get ruleIds() {
      return undefined;
    }

    // Constructs cannot be sent; CDK's plugin reads templates only.
    validate({ appConstruct: _, ...context }) {
      return thread.ask({ member: 'validate', context });
    }
  }

  // Constructing it would make an engine ready here.
  Validations.of(app).addPlugins(Object.create(BackgroundValidation.prototype));
};
