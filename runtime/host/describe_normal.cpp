#include "host/describe.hpp"

#include "unit/describe.hpp"

namespace jank::host {

std::string describe(std::exception_ptr e) { return unit::describe_exception(e); }
void initialize_image_natives() {}
bool is_hot() { return false; }

} // namespace jank::host
