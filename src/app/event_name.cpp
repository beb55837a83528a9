#include "app/event_name.h"

namespace asyncq::app {

const char* event_name(trace::Queue queue) {
  switch (queue) {
    case trace::Queue::timer:
      return "timer";
    case trace::Queue::poll:
      return "operation";
    case trace::Queue::immediate:
      return "immediate";
    case trace::Queue::close:
      return "close callback";
    case trace::Queue::task:
      return "task";
    case trace::Queue::frame:
      return "frame";
    case trace::Queue::next_tick:
    case trace::Queue::microtask:
    case trace::Queue::main:
    case trace::Queue::rejection:
      return "callback";
  }
  return "callback";
}

}  // namespace asyncq::app
