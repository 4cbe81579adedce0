'use strict';

/** Makes CDK's plugin ready, which takes most of a second; what is asked of it then is answered, or the failure is. */
exports.preparePlugin = (library) => {
  const plugin = attempt(() => {
    const { CloudFormationValidatePlugin } = require(library);
    return new CloudFormationValidatePlugin();
  });
  return ({ member, context }) =>
    plugin.failure ? plugin : attempt(() => (context ? plugin.answer[member](context) : plugin.answer[member]));
};

function attempt(work) {
  try {
    return { answer: work() };
  } catch (failure) {
    return { failure };
  }
}
