// eval and load-file.

#include "hot_reload/evaluate.hpp"
#include "hot_reload/transaction.hpp"

#include "object/call.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "session/printing.hpp"
#include "session/problem.hpp"
#include "session/request.hpp"
#include "session/sessions.hpp"
#include "unit/guard.hpp"

#include <cmath>

namespace jank::session {

using namespace object;

namespace {

// Code from the middle of a file: its first line begins at a column.
reader::source_text source_of(request const &r) {
  std::string file{r.text("file")};
  std::uint32_t const column{r.number("column", 1)};
  return {file.empty() ? "<eval>" : file, std::string(column - 1, ' ') + r.text("code"), r.number("line", 1)};
}

std::int64_t microseconds(double ms) { return std::llround(ms * 1000); }

// The last message of an evaluation that did not fail.
void finish_timed(request const &r, std::uint32_t changes_before, hot_reload::stage_times const &t) {
  object_ref const stages{make_map({
      make_keyword({}, "read"),
      make_long(microseconds(t.read)),
      make_keyword({}, "analyze"),
      make_long(microseconds(t.analyze)),
      make_keyword({}, "emit"),
      make_long(microseconds(t.emit)),
      make_keyword({}, "load"),
      make_long(microseconds(t.load)),
      make_keyword({}, "run"),
      make_long(microseconds(t.run)),
  })};
  r.reply()
      .value("changed", make_boolean(changes != changes_before))
      .text("session-ns", namespace_of(session_named(r.session)))
      .value("stages", stages)
      .status({"done"})
      .send(false);
}

// By the function that the request names for it. False when there is none, or it failed itself.
bool tell_by_function(request const &r, problem const &p) {
  std::string const name{r.text("nrepl.middleware.caught/caught")};
  std::size_t const slash{name.find('/')};
  if(p.interrupted || slash == std::string::npos) { return false; }
  ns::name_space *const home{ns::find_namespace(make_symbol({}, name.substr(0, slash)))};
  ns::var *const found{home == nullptr ? nullptr : ns::find_var(home, make_symbol({}, name.substr(slash + 1)))};
  if(found == nullptr) { return false; }
  try {
    unit::guarded([&] { call_rooted(found->value, p.thrown.get()); });
    return true;
  } catch(thrown_value const &) { return false; }
}

// Evaluates the text in the scope. `each`: every form is a load and its value an answer; else the text is loaded as a whole, and only the
// last value is answered.
void evaluate_in(session_scope &scope, request const &r, reader::source_text const &source, bool each,
                 std::uint32_t changes_before) {
  session &s{session_named(r.session)};
  hot_reload::stage_times times;
  problem p;
  try {
    if(each) {
      unit::guarded([&] {
        hot_reload::evaluate_text(source, &times, [&](object_ref value) {
          memory::rooted<object_ref> const held{value};
          scope.remember(held);
          send_value(r, held);
          scope.keep();
        });
      });
    } else {
      memory::rooted<object_ref> last;
      hot_reload::transact({hot_reload::load_kind::file, source.name},
                           [&] { last = hot_reload::evaluate_text(source, &times); });
      unit::guarded([&] {
        scope.remember(last);
        send_value(r, last);
      });
    }
    scope.keep();
    flush_output(s, true);
    finish_timed(r, changes_before, times);
    return;
  } catch(...) { examine(p, std::current_exception(), source); }
  if(!p.interrupted) { scope.remember_error(p.thrown); }
  scope.keep();
  bool const told{tell_by_function(r, p)};
  flush_output(s, true);
  report_problem(r, p, told);
  finish(r, changes_before, p.interrupted);
}

// The namespace the request names; false, answered, when there is none.
bool find_wanted(request const &r, ns::name_space *&wanted) {
  std::string const name{r.text("ns")};
  wanted = name.empty() ? nullptr : ns::find_namespace(make_symbol({}, name));
  if(name.empty() || wanted != nullptr) { return true; }
  r.reply().text("ns", name).status({"error", "namespace-not-found", "done"}).send(false);
  return false;
}

} // namespace

void evaluate(request const &r) {
  if(!is<string>(r.get("code"))) {
    r.reply().status({"error", "no-code", "done"}).send(false);
    return;
  }
  ns::name_space *wanted;
  if(!find_wanted(r, wanted)) { return; }
  reader::source_text const source{source_of(r)};
  std::uint32_t const changes_before{changes};
  session_scope scope{session_named(r.session), wanted, r.text("file")};
  evaluate_in(scope, r, source, true, changes_before);
}

void load_text(request const &r) {
  if(!is<string>(r.get("file"))) {
    r.reply().status({"error", "no-file", "done"}).send(false);
    return;
  }
  std::string name{r.text("file-path")};
  if(name.empty()) { name = r.text("file-name"); }
  reader::source_text const source{name.empty() ? "<file>" : name, r.text("file")};
  std::uint32_t const changes_before{changes};
  session &s{session_named(r.session)};
  // What the file makes the current namespace is not the session's.
  session_scope scope{s, ns::intern_namespace("user"), name};
  evaluate_in(scope, r, source, false, changes_before);
}

} // namespace jank::session
