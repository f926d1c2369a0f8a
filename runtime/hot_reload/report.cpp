#include "hot_reload/report.hpp"

#include "hot_reload/evaluate.hpp"

#include <cstdio>

namespace jank::hot_reload {

void report_error(std::string const &what, std::exception_ptr e) {
  std::string text;
  // Describing an error prints values, which may throw.
  try {
    text = describe_exception(e);
  } catch(...) { text = "error: it cannot be printed"; }
  std::fprintf(stderr, "warning: %s: %s\n", what.c_str(), text.c_str());
}

} // namespace jank::hot_reload
