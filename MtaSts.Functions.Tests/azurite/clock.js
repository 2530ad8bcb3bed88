// Loaded before Azurite: a request with the header x-test-time (milliseconds since 1970) is served as if it came at that time, so that
// tests can have rows of long ago. Each of one time is a millisecond later than the one before: Azurite makes the version of a row from it.
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const { Server } = require('node:http');

const clock = new AsyncLocalStorage();
const emit = Server.prototype.emit;
const served = new Map();

function next(time) {
  served.set(time, (served.get(time) ?? -1) + 1);
  return Number(time) + served.get(time);
}

Server.prototype.emit = function (event, ...rest) {
  const time = event === 'request' ? rest[0].headers['x-test-time'] : undefined;
  return time ? clock.run(next(time), () => emit.call(this, event, ...rest)) : emit.call(this, event, ...rest);
};

globalThis.Date = class extends Date {
  constructor(...rest) {
    const time = rest.length === 0 ? clock.getStore() : undefined;
    super(...(time ? [time] : rest));
  }
};
