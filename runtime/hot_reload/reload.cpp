#include "hot_reload/reload.hpp"

#include "hot_reload/load_hooks.hpp"
#include "hot_reload/report.hpp"
#include "hot_reload/stale.hpp"
#include "hot_reload/transaction.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "unit/guard.hpp"
#include "unit/loading.hpp"
#include "unit/requirements.hpp"
#include "unit/rethrow.hpp"

#include <deque>
#include <exception>

namespace jank::hot_reload {

using namespace object;

namespace {

enum class phase : std::uint8_t { idle, before, load, after, end };

// The reload that is under way. One at a time; it may wait for a hook of the program between its phases.
struct state {
  reload_request what;
  phase at{phase::idle};
  hook_list hooks; // asynchronous ones of this phase
  std::size_t next_hook{};
  std::uint32_t waits_for{}; // number of the call that is to come; 0: none
  std::uint32_t calls{};
  bool running{}; // its frames are on the stack
  bool went_on{}; // it has returned to its caller before its end
  object_ref result;
  std::exception_ptr failure;
  std::deque<reload_request, memory::allocator<reload_request>> later;
};
// In memory that the collector sees.
state &now() {
  static auto *const s{::new (memory::allocate_root(sizeof(state))) state};
  return *s;
}

ns::name_space *find(std::string const &name) { return ns::find_namespace(make_symbol(name)); }

std::vector<std::string> loaded_namespaces() {
  std::vector<std::string> names;
  for_each(unit::loaded_names(), [&names](object_ref name) { names.push_back(qualified_name(cast<symbol>(name))); });
  return names;
}

// The loaded namespace that the file holds, or "".
std::string namespace_of(std::string const &path) {
  for(std::string const &name : loaded_namespaces()) {
    std::string const resource{unit::resource_of(name)};
    auto const at{path.rfind(resource + ".")};
    if(at == std::string::npos || (at > 0 && path[at - 1] != '/')) { continue; }
    if(path.find('/', at + resource.size()) == std::string::npos) { return name; }
  }
  return {};
}

std::vector<std::string> names_to_load(reload_request const &what) {
  std::set<std::string> chosen{what.namespaces.begin(), what.namespaces.end()};
  auto const add{[&chosen](std::string const &name) {
    ns::name_space const *const n{name.empty() ? nullptr : find(name)};
    if(n != nullptr && !has_namespace_flag(n, "once")) { chosen.insert(name); }
  }};
  std::set<std::string> changed{chosen};
  for(std::string const &path : what.files) {
    std::string const name{namespace_of(path)};
    add(name);
    if(!name.empty()) { changed.insert(name); }
  }
  if(what.with != dependents::none) {
    for(std::string const &name : unit::dependents_of(changed, what.with == dependents::all)) {
      if(unit::has_file(name)) { add(name); }
    }
  }
  if(!chosen.empty()) {
    for(std::string const &name : loaded_namespaces()) {
      ns::name_space const *const n{find(name)};
      if(n != nullptr && has_namespace_flag(n, "always") && unit::has_file(name)) { chosen.insert(name); }
    }
  }
  return unit::in_order_of_requirement(chosen);
}

object_ref symbols_of(std::vector<std::string> const &names) {
  object_ref symbols{empty_vector()};
  for(std::string const &n : names) { symbols = vector_conj(symbols, make_symbol(n)); }
  return symbols;
}

object_ref load_all(reload_request const &what) {
  std::vector<std::string> const names{names_to_load(what)};
  var_list pruned;
  load_result const loaded{transact({load_kind::reload, names.empty() ? "nothing" : names.front()}, [&] {
    for(std::string const &name : names) { unit::require_namespace(make_symbol(name), unit::reloading::this_one); }
    if(what.prune) { pruned = prune(); }
  })};
  object_ref gone{empty_vector()};
  for(ns::var *const v : pruned) { gone = vector_conj(gone, object_ref{v}); }
  return make_map({make_keyword("reloaded"), symbols_of(names), make_keyword("pruned"), gone,
                   make_keyword("generation"), loaded.generation == 0 ? nil : make_long(loaded.generation)});
}

void go_on();

// What an asynchronous hook is given.
object_ref call_done(object_ref self) {
  state &s{now()};
  auto const call{static_cast<std::uint32_t>(cast<function>(self)->captured[0].as_fixnum())};
  if(call != s.waits_for || call == 0) { return nil; } // it was called before
  s.waits_for = 0;
  if(!s.running) { go_on(); }
  return nil;
}

object_ref make_done(std::uint32_t call) {
  static function_type type{[] {
    function_type t{};
    arity_entry const entries[]{
        {0, reinterpret_cast<entry>(static_cast<object_ref (*)(object_ref)>(&call_done))},
        {1, reinterpret_cast<entry>(+[](object_ref self, object_ref) { return call_done(self); })}};
    fill_function_type(t, "jank.hot/done", entries, 2, -1, nullptr, 1);
    return t;
  }()};
  function *const f{make_function(&type)};
  f->captured[0] = make_fixnum(static_cast<std::int32_t>(call));
  return f;
}

// Calls the asynchronous hooks of this phase that are left; false when one is waited for.
bool call_asynchronous(state &s) {
  while(s.next_hook < s.hooks.size()) {
    s.waits_for = ++s.calls;
    // One that throws will not call.
    if(!call_load_hook(s.hooks[s.next_hook++], make_done(s.calls))) { s.waits_for = 0; }
    if(s.waits_for != 0) { return false; }
  }
  return true;
}

void enter(state &s, phase p) {
  s.at = p;
  s.hooks.clear();
  s.next_hook = 0;
  if(p == phase::before || p == phase::after) {
    bool const before{p == phase::before};
    call_load_hooks(before ? load_hook::before : load_hook::after);
    s.hooks = hooks_of(before ? load_hook::before_async : load_hook::after_async);
  }
}

void tell(state &s) {
  object_ref const done{s.what.done};
  if(s.failure != nullptr && s.went_on && done.is_nil()) { report_error("a reload failed", s.failure); }
  if(done.is_nil()) { return; }
  memory::rooted<object_ref> const f{done};
  memory::rooted<object_ref> answer{s.result};
  if(s.failure != nullptr) {
    object_ref value{nil};
    try {
      unit::rethrow(s.failure);
    } catch(thrown_value const &t) { value = t.value; } catch(...) {
      value = make_string("the load failed");
    }
    answer = make_map({make_keyword("error"), value});
  }
  try {
    unit::guarded([&] { call_rooted(f.get(), answer.get()); });
  } catch(...) { report_error("what was to be called after a reload failed", std::current_exception()); }
}

void begin(state &s, reload_request &&what) {
  s.what = std::move(what);
  s.failure = nullptr;
  s.went_on = false;
  s.result = nil;
  enter(s, phase::before);
}

// Runs the phases until the end, or until a hook is waited for.
void run_phases(state &s) {
  for(;;) {
    switch(s.at) {
    case phase::idle: return;
    case phase::before:
      if(!call_asynchronous(s)) { return; }
      enter(s, phase::load);
      break;
    case phase::load: try { s.result = load_all(s.what);
      } catch(...) { s.failure = std::current_exception(); }
      enter(s, phase::after);
      break;
    case phase::after:
      if(!call_asynchronous(s)) { return; }
      enter(s, phase::end);
      break;
    case phase::end:
      tell(s);
      s.at = phase::idle;
      if(s.later.empty()) { return; }
      reload_request next{std::move(s.later.front())};
      s.later.pop_front();
      begin(s, std::move(next));
      s.went_on = true;
      break;
    }
  }
}

void go_on() {
  state &s{now()};
  s.running = true;
  try {
    run_phases(s);
  } catch(...) {
    s.running = false;
    s.at = phase::idle;
    throw;
  }
  s.running = false;
}

object_ref waiting_for(state const &s) {
  object_ref const hook{s.next_hook > 0 ? object_ref{s.hooks[s.next_hook - 1]} : nil};
  return make_map({make_keyword("waiting-for"), hook});
}

} // namespace

object_ref reload_rooted(reload_request request) {
  state &s{now()};
  if(s.at != phase::idle) {
    s.later.push_back(std::move(request));
    return waiting_for(s);
  }
  s.running = true;
  try {
    begin(s, std::move(request));
  } catch(...) {
    s.running = false;
    s.at = phase::idle;
    throw;
  }
  go_on();
  if(s.at != phase::idle) {
    s.went_on = true;
    return waiting_for(s);
  }
  if(std::exception_ptr const failure{std::exchange(s.failure, nullptr)}; failure != nullptr) {
    unit::rethrow(failure);
  }
  return s.result;
}

} // namespace jank::hot_reload
