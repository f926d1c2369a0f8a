#include "host/describe.hpp"

#include "host/start.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/natives.hpp"
#include "hot_reload/quarantine.hpp"
#include "session/problem.hpp"

namespace jank::host {

std::string describe(std::exception_ptr e) { return hot_reload::describe_exception(e); }
void initialize_image_natives() {
  hot_reload::initialize_natives();
  observe_errors(session::report);
}
void begin_event() { hot_reload::event_begins(); }
void end_event() { hot_reload::event_ends(); }
event_result event_failed(std::exception_ptr e, object::object_ref called) {
  session::report(e);
  auto const [goes_on, again]{hot_reload::event_failed(std::move(e), called)};
  return {goes_on, again};
}
bool is_hot() { return true; }

} // namespace jank::host
