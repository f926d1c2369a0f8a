#include "host/describe.hpp"
#include "host/refuse_compiler.hpp"

#include "unit/describe.hpp"

namespace jank::host {

std::string describe(std::exception_ptr e) { return unit::describe_exception(e); }
void initialize_image_natives() { refuse_compiler(); }
void begin_event() {}
void end_event() {}
event_result event_failed(std::exception_ptr, object::object_ref) { return {}; }
bool is_hot() { return false; }

} // namespace jank::host
