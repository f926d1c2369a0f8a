#include "unit/describe.hpp"
#include "hot_reload/evaluate.hpp"

namespace jank::hot_reload {

std::string describe_exception(std::exception_ptr e) {
  try {
    std::rethrow_exception(e);
  } catch(reader::source_error const &s) {
    if(!s.rendered.empty()) { return s.rendered; }
    return reader::describe(reader::source_text{s.file, {}}, s.at, s.message, s.hint);
  } catch(...) { return unit::describe_exception(std::current_exception()); }
}

} // namespace jank::hot_reload
