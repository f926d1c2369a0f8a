// reload: files that were saved, and the namespaces that depend on them, loaded anew as one transaction, with the program's hooks around it.

#include "hot_reload/reload.hpp"

#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "session/problem.hpp"
#include "session/request.hpp"
#include "session/sessions.hpp"
#include "session/sources.hpp"
#include "unit/guard.hpp"

namespace jank::session {

using namespace object;

namespace {

hot_reload::reload_request wanted(request const &r) {
  hot_reload::reload_request wanted;
  for_each(r.get("files"), [&wanted](object_ref file) {
    if(!is<string>(file)) { return; }
    std::string path{cast<string>(file)->view()};
    if(!has_source(path)) { throw_error(error_kind::loader, "there is no file " + path + " to be loaded again"); }
    wanted.files.push_back(std::move(path));
  });
  std::string const dependents{r.text("dependents")};
  if(dependents == "direct") { wanted.with = hot_reload::dependents::direct; }
  if(dependents == "all") { wanted.with = hot_reload::dependents::all; }
  return wanted;
}

object_ref names_in(object_ref symbols) {
  object_ref names{empty_vector()};
  for_each(symbols,
           [&names](object_ref name) { names = vector_conj(names, make_string(qualified_name(cast<symbol>(name)))); });
  return names;
}

} // namespace

void reload(request const &r) {
  session &s{session_named(r.session)};
  std::uint32_t const changes_before{changes};
  session_scope scope{s, ns::intern_namespace("user"), {}};
  problem p;
  try {
    memory::rooted<object_ref> result;
    unit::guarded([&] { result = hot_reload::reload_rooted(wanted(r)); });
    flush_output(s, true);
    r.reply().value("reloaded", names_in(map_get(result, make_keyword("reloaded")))).send(true);
    finish(r, changes_before);
    return;
  } catch(...) { examine(p, std::current_exception(), {}); }
  flush_output(s, true);
  report_problem(r, p);
  finish(r, changes, p.interrupted, !p.interrupted);
}

} // namespace jank::session
