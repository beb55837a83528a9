// captureRejections [Node's lib/events.js]: what comes of the promises that listeners return.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

namespace {

const std::string kStart = "const EventEmitter = require('events');";

}  // namespace

TEST_CASE("captureRejections: a listener's rejection is an 'error' event, a tick after it", "[spec]") {
  CHECK(lines_of(kStart + "const bell = new EventEmitter({ captureRejections: true });"
                          "bell.on('ring', async (n) => { throw new Error('deaf ' + n); });"
                          "bell.on('error', (e) => console.log(e.message));"
                          "bell.emit('ring', 1); console.log('rung');"
                          "Promise.resolve().then(() => console.log('1')).then(() => console.log('2'));"
                          "setImmediate(() => console.log('immediate'));") ==
        Lines{"rung", "1", "2", "deaf 1", "immediate"});
}

TEST_CASE("captureRejections: the emitter's own method is told instead", "[spec]") {
  CHECK(
      lines_of(
          kStart +
          "class Bell extends EventEmitter {"
          "  constructor() { super({ captureRejections: true }); }"
          "  [EventEmitter.captureRejectionSymbol](e, name, ...values) { console.log(e, name, values); } }"
          "const bell = new Bell(); bell.on('ring', () => Promise.reject('no')); bell.emit('ring', 1, 2);") ==
      Lines{"no ring [ 1, 2 ]"});
}

TEST_CASE("captureRejections: not while 'error' is emitted, and not unless asked for", "[spec]") {
  CHECK(lines_of(kStart + "process.on('unhandledRejection', (e) => console.log('unhandled', e));"
                          "const bell = new EventEmitter({ captureRejections: true });"
                          "bell.on('ring', async () => { throw 'first'; }); bell.on('error', async (e) => { "
                          "throw e + ' again'; });"
                          "bell.emit('ring');"
                          "const plain = new EventEmitter(); plain.on('ring', async () => { throw 'plain'; "
                          "}); plain.emit('ring');") == Lines{"unhandled plain", "unhandled first again"});
}

TEST_CASE("captureRejections: as a default of all emitters; of a wrong type", "[spec]") {
  CHECK(
      lines_of(kStart +
               "EventEmitter.captureRejections = true; const bell = new EventEmitter();"
               "bell.on('error', (e) => console.log('error', e)); bell.on('ring', async () => { throw 1; }); "
               "bell.emit('ring');"
               "try { new EventEmitter({ captureRejections: 'yes' }); } catch (e) { console.log(e.message); }"
               "try { EventEmitter.captureRejections = 1; } catch (e) { console.log(e.code); }") ==
      Lines{
          "The \"options.captureRejections\" property must be of type boolean. Received type string ('yes')",
          "ERR_INVALID_ARG_TYPE", "error 1"});
}
