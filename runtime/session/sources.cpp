#include "session/sources.hpp"

#include "hot_reload/evaluate.hpp"

namespace jank::session {

void use_sources() { hot_reload::add_module_path(source_folder); }

} // namespace jank::session
