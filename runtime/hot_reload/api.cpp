// The C interface of a hot image for its host: JavaScript and C++ (jank/patch.h).

#include "hot_reload/evaluate.hpp"
#include "hot_reload/history.hpp"
#include "hot_reload/json.hpp"
#include "hot_reload/registry.hpp"
#include "hot_reload/statistics.hpp"
#include "jank/patch.h"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/print.hpp"
#include "unit/guard.hpp"

namespace jank::hot_reload {

namespace {

std::string last_error;
std::string last_answer;

void put_times(json_writer &out, stage_times const &t) {
  out.key("ms").begin('{');
  out.key("read").number(t.read);
  out.key("analyze").number(t.analyze);
  out.key("emit").number(t.emit);
  out.key("load").number(t.load);
  out.key("run").number(t.run);
  out.key("total").number(t.total());
  out.end('}');
}

} // namespace

} // namespace jank::hot_reload

using namespace jank;
using namespace jank::hot_reload;

#define JANK_EXPORT extern "C" __attribute__((used, visibility("default")))

// Evaluates a text, each form as a load of its own: {"status": "value", "value": "59", "ns": "user", "ms": {...}} or {"status": "error",
// "error": "...", "form": "<eval>:2:1"}. "generation" is there when the text moved it: what is in force afterwards. Valid until the next
// call of this or of jank_hot_reload_get_stats.
JANK_EXPORT char const *jank_eval_string(char const *text) {
  json_writer out;
  out.begin('{');
  std::size_t const depth{ns::binding_depth()};
  begin_history();
  std::uint32_t const before{current_generation()};
  try {
    reader::source_text const source{"<eval>", text};
    stage_times times;
    // A lazy value may throw while it is printed, so that nothing may be written before.
    std::string printed;
    unit::guarded([&] {
      memory::rooted<object_ref> const value{evaluate_text(source, &times)};
      printed = object::to_readable(value);
    });
    out.key("status").text("value");
    out.key("value").text(printed);
    out.key("ns").text(qualified_name(ns::current_namespace()->name));
    put_times(out, times);
  } catch(...) {
    ns::pop_bindings_to(depth);
    out.key("status").text("error");
    out.key("error").text(describe_exception(std::current_exception()));
    if(!failed_form().empty()) { out.key("form").text(failed_form()); }
  }
  if(current_generation() != before) { out.key("generation").number(current_generation()); }
  ns::flush_out();
  out.end('}');
  last_answer = out.take();
  return last_answer.c_str();
}

JANK_EXPORT int jank_hot_reload_load_patch(char const *path, char const *table) {
  std::size_t const depth{ns::binding_depth()};
  begin_history();
  try {
    load_patch(path, table != nullptr ? table : "");
    last_error.clear();
    return 0;
  } catch(...) {
    ns::pop_bindings_to(depth);
    last_error = describe_exception(std::current_exception());
    return 1;
  }
}

JANK_EXPORT char const *jank_hot_reload_last_error() { return last_error.c_str(); }

JANK_EXPORT char const *jank_hot_reload_get_stats() {
  last_answer = statistics_json();
  return last_answer.c_str();
}

JANK_EXPORT unsigned jank_hot_reload_generation() { return current_generation(); }

JANK_EXPORT void jank_hot_reload_note_send(double milliseconds) { note_stage(stage::send, milliseconds); }
