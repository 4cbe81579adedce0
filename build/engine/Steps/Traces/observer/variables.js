'use strict';

const { caller } = require('./trace');
const { handsOn, isRunner, isShown } = require('./tools');

/** What the observer itself is told by, and what tells a program no more than where it runs. */
const OWN = /^(INPUT_OBSERVER_\w+|NODE_OPTIONS|CDK_VALIDATION_ENDPOINT)$/;

exports.observe = (trace) => {
  process.env = exports.observed(process.env, trace);
};

/** An environment that notes which variables are asked for, and by their names whether all are. */
exports.observed = (environment, trace) => {
  const set = new Set();
  /** Asked for by a tool for itself, or by who hands all of it on to a child process. */
  const isHandedOn = (name) => {
    const { isNode, member } = caller();
    return isNode || isRunner(member) || (member && isShown(name)) || (wasListed && handsOn(member));
  };
  let wasListed = false;
  const note = (name) => {
    if (typeof name !== 'string' || trace.isAside || set.has(name) || OWN.test(name) || trace.isKnown('variable', name)) return;
    if (!isHandedOn(name)) trace.note('variable', name);
  };
  return new Proxy(environment, {
    get(target, name) {
      note(name);
      return target[name];
    },
    has(target, name) {
      note(name);
      return name in target;
    },
    getOwnPropertyDescriptor(target, name) {
      note(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    set(target, name, value) {
      set.add(name);
      target[name] = value;
      return true;
    },
    defineProperty(target, name, descriptor) {
      set.add(name);
      return Reflect.defineProperty(target, name, descriptor);
    },
    deleteProperty(target, name) {
      set.add(name);
      return delete target[name];
    },
    ownKeys(target) {
      if (!trace.isAside && !trace.isKnown('variables', '*')) {
        const { isNode, member } = caller();
        if (isNode || handsOn(member)) wasListed = true;
        else trace.note('variables', '*');
      }
      return Reflect.ownKeys(target);
    },
  });
};
