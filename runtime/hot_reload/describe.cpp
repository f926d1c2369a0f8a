#include "unit/describe.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/failed_form.hpp"
#include "hot_reload/history.hpp"
#include "unit/rethrow.hpp"

namespace jank::hot_reload {

std::string describe_exception(std::exception_ptr e) {
  try {
    unit::rethrow(e);
  } catch(reader::source_error const &s) {
    if(!s.rendered.empty()) { return s.rendered; }
    return reader::describe(reader::source_text{s.file, {}}, s.at, s.message, s.hint);
  } catch(...) {
    std::string text{unit::describe_exception(std::current_exception())};
    // Of what a program throws while it starts, the trace tells enough: there is nothing that goes on without it.
    std::string const form{has_begun() ? failed_form_of(e) : std::string{}};
    if(!form.empty() && !form.starts_with('<')) {
      text += "\n  in the form at " + form + "; nothing of its load was kept";
    }
    return text;
  }
}

} // namespace jank::hot_reload
