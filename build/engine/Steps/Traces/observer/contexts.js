'use strict';

const vm = require('node:vm');
const { observed } = require('./variables');
const { observeGlobals } = require('./moments');

/** A test has globals of its own, and a copy of the environment. */
exports.observe = (trace) => {
  const known = new WeakSet();
  const { compileFunction, Script } = vm;
  const { runInContext } = Script.prototype;
  const see = (context) => {
    // Jest puts the process in after it has made the context, and before it runs anything there.
    if (!context?.process || known.has(context) || !vm.isContext(context)) return;
    known.add(context);
    const globals = Reflect.apply(runInContext, new Script('globalThis'), [context]);
    observeGlobals(globals, trace);
    if (globals.process !== process) globals.process.env = observed(globals.process.env, trace);
  };
  Script.prototype.runInContext = function (context) {
    see(context);
    return Reflect.apply(runInContext, this, arguments);
  };
  vm.compileFunction = function (source, names, options) {
    see(options?.parsingContext);
    return Reflect.apply(compileFunction, this, arguments);
  };
};
