'use strict';

const { workerData } = require('node:worker_threads');

const { library, port, answered } = workerData;

/** What making the plugin ready came to. */
const plugin = attempt(() => {
  const { CloudFormationValidatePlugin } = require(library);
  return new CloudFormationValidatePlugin();
});

port.on('message', ({ member, context }) => {
  port.postMessage(
    plugin.failure
      ? plugin
      : attempt(() => (context ? plugin.answer[member](context) : plugin.answer[member])),
  );
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});

function attempt(work) {
  try {
    return { answer: work() };
  } catch (failure) {
    return { failure };
  }
}
