#include "trace/event.h"

#include <utility>

namespace asyncq::trace {

EventId Trace::on_event(Event event) {
  events_.push_back(std::move(event));
  return static_cast<EventId>(events_.size());
}

}  // namespace asyncq::trace
