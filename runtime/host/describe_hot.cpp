#include "host/describe.hpp"

#include "host/start.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/natives.hpp"
#include "session/problem.hpp"

namespace jank::host {

std::string describe(std::exception_ptr e) { return hot_reload::describe_exception(e); }
void initialize_image_natives() {
  hot_reload::initialize_natives();
  observe_errors(session::report);
}
bool is_hot() { return true; }

} // namespace jank::host
