'use strict';

const crypto = require('node:crypto');
const { performance } = require('node:perf_hooks');
const { caller } = require('./trace');
const { isTool } = require('./tools');

/** The clock, and chance: what is made of them differs each time. */
exports.observe = (trace) => {
  exports.observeGlobals(globalThis, trace);
  for (const name of ['randomUUID', 'randomUUIDv7', 'randomBytes', 'randomInt', 'randomFillSync', 'randomFill', 'generateKeyPair', 'generateKeyPairSync', 'generateKey', 'generateKeySync'])
    wrap(crypto, name, trace, 'asks for random numbers');
  for (const name of ['getRandomValues', 'randomUUID'])
    wrap(Object.getPrototypeOf(crypto.webcrypto), name, trace, 'asks for random numbers');
  wrap(performance, 'now', trace, 'measures time', true);
  const { hrtime } = process;
  const { bigint } = hrtime;
  process.hrtime = function () {
    note(trace, 'measures time', true);
    return Reflect.apply(hrtime, this, arguments);
  };
  process.hrtime.bigint = function () {
    note(trace, 'measures time', true);
    return Reflect.apply(bigint, this, arguments);
  };
  wrap(process, 'uptime', trace, 'measures time', true);
};

/** Those of a context: tests have their own. */
exports.observeGlobals = (globals, trace) => {
  const Original = globals.Date;
  const Observed = new Proxy(Original, {
    construct(target, given, as) {
      if (given.length === 0) note(trace, 'reads the clock');
      return Reflect.construct(target, given, as === Observed ? target : as);
    },
    apply(target, self, given) {
      note(trace, 'reads the clock');
      return Reflect.apply(target, self, given);
    },
  });
  Original.prototype.constructor = Observed;
  globals.Date = Observed;
  wrap(Original, 'now', trace, 'reads the clock');
  wrap(globals.Math, 'random', trace, 'asks for random numbers');
};

function wrap(owner, name, trace, what, isMeasurement) {
  const original = owner?.[name];
  if (typeof original !== 'function') return;
  Object.defineProperty(owner, name, {
    value: function () {
      note(trace, what, isMeasurement);
      return Reflect.apply(original, this, arguments);
    },
    configurable: true,
    enumerable: Object.prototype.propertyIsEnumerable.call(owner, name),
    writable: true,
  });
}

/** Once a program is in doubt, a few reasons more are enough. */
let looks = Infinity;

function note(trace, what, isMeasurement = false) {
  if (looks <= 0 || trace.isAside) return;
  const { isNode, file, member } = caller();
  // Libraries measure how long they take, and say so to nobody.
  if (isNode || isTool(member) || (member && isMeasurement)) return;
  looks = Math.min(looks, 1000) - 1;
  trace.doubt(`${member ?? trace.show(file)} ${what}`);
}
exports.note = note;
