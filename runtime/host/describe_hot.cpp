#include "host/describe.hpp"

#include "hot_reload/evaluate.hpp"
#include "hot_reload/natives.hpp"

namespace jank::host {

std::string describe(std::exception_ptr e) { return hot_reload::describe_exception(e); }
void initialize_image_natives() { hot_reload::initialize_natives(); }
bool is_hot() { return true; }

} // namespace jank::host
