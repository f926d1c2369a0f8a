// Operations that are written in jank: (jank.session/answers message) gives a sequence of maps, each the keys of a message, or nil when it
// does not know the operation.

#include "session/answers.hpp"

#include "object/call.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "session/problem.hpp"
#include "session/request.hpp"
#include "session/sessions.hpp"
#include "unit/guard.hpp"
#include "unit/loading.hpp"

namespace jank::session {

using namespace object;

namespace {

void send_each(request const &r, object_ref maps) {
  memory::collection_delay const delay;
  object_ref s{seq(maps)};
  if(s.is_nil()) { r.reply().status({"done"}).send(false); }
  while(s.is_some()) {
    object_ref const keys{first(s)};
    s = next(s);
    bool const last{s.is_nil()};
    answer a{r.reply()};
    object_ref status{nil};
    for_each(keys, [&](object_ref entry) {
      auto const *const key{cast<keyword>(vector_nth(entry, 0))};
      if(key->name->view() == "status") {
        status = vector_nth(entry, 1);
      } else {
        a.value(key->name->view(), vector_nth(entry, 1));
      }
    });
    if(last) { status = vector_conj(status.is_some() ? status : empty_vector(), make_string("done")); }
    if(status.is_some()) { a.value("status", status); }
    a.send(!last);
  }
}

} // namespace

void load_answers() {
  static bool loaded{};
  if(loaded) { return; }
  // Its vars are no change that other pages would have to make.
  std::uint32_t const before{changes};
  unit::require_namespace(make_symbol({}, "jank.session"), unit::reloading::no);
  changes = before;
  loaded = true;
}

object_ref jank_function(char const *name) {
  load_answers();
  return ns::intern_var("jank.session", name)->value;
}

bool answer_in_jank(request const &r) {
  problem p;
  try {
    bool known{};
    unit::guarded([&] {
      session_scope const scope{session_named(r.session), nullptr, {}};
      object_ref const f{jank_function("answers")};
      memory::rooted<object_ref> const answers{call_rooted(f, object_ref{make_string(r.op)}, r.message.get())};
      known = answers.get().is_some();
      if(known) { send_each(r, answers); }
    });
    return known;
  } catch(...) { examine(p, std::current_exception(), {}); }
  report_problem(r, p);
  finish(r, changes, p.interrupted, true);
  return true;
}

} // namespace jank::session
