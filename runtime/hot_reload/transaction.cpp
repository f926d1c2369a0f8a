#include "hot_reload/transaction.hpp"

#include "hot_reload/failed_form.hpp"
#include "hot_reload/history.hpp"
#include "hot_reload/pending_code.hpp"
#include "hot_reload/report.hpp"
#include "namespace/namespace.hpp"
#include "object/journal.hpp"
#include "object/multimethod.hpp"
#include "object/protocol.hpp"
#include "object/reference.hpp"
#include "unit/guard.hpp"

#include <new>
#include <utility>

namespace jank::hot_reload {

using namespace object;

namespace {

load_listener hooks{};
std::uint32_t running{}; // loads, those inside of others too

// The load inside the one that is running, when that has changed nothing itself.
struct inner_load {
  bool is_all{};
  std::size_t notes{}; // of the load around it, when it had ended
  load_origin what{};
};
inner_load inner{};

template <typename T> T word_as(std::uintptr_t word) {
  if constexpr(std::is_same_v<T, object_ref>) {
    return object_ref{static_cast<object::word>(word)};
  } else {
    return static_cast<T>(word);
  }
}

// What a word of a var was before the load.
template <typename T> T before(std::uint32_t level, T const &now) {
  journal::cell const *const noted{journal::find(level, &now)};
  return noted == nullptr ? now : word_as<T>(noted->before);
}

bool is_changed(journal::cell const &c) { return journal::read(c.place, c.size) != c.before; }

bool is_definition(journal::sort how) {
  return how != journal::sort::names && how != journal::sort::loaded && how != journal::sort::bookkeeping;
}

// The var, when this note is the one of its notes that stands for all.
ns::var *var_of(std::uint32_t level, journal::cell const &c) {
  if(c.how != journal::sort::var) { return nullptr; }
  auto *const v{static_cast<ns::var *>(c.owner)};
  if(c.place == &v->root) { return v; }
  return c.place == &v->meta && journal::find(level, &v->root) == nullptr ? v : nullptr;
}

changes changes_of(std::uint32_t level) {
  changes all;
  for(journal::cell const &c : journal::notes(level)) {
    if(ns::var *const v{var_of(level, c)}; v != nullptr) {
      object_ref const root{before(level, v->root)};
      object_ref const meta{before(level, v->meta)};
      if(root == v->root && meta == v->meta) { continue; }
      all.vars.push_back({v, root, v->root, meta, v->meta, before(level, v->origin), v->origin});
    } else if(c.how != journal::sort::var && c.how != journal::sort::bookkeeping && is_changed(c)) {
      all.defines = all.defines || is_definition(c.how);
      all.words.push_back({c.owner, c.place, c.before, journal::read(c.place, c.size), c.size, c.how});
    }
  }
  return all;
}

void set_origins(std::uint32_t level, changes &made, object_ref origin) {
  for(var_change &c : made.vars) {
    if(c.root_before == c.root_after || journal::find(level, &c.of->origin) != nullptr) { continue; }
    journal::note(c.of, c.of->origin, journal::sort::var);
    c.of->origin = origin;
    c.origin_after = origin;
  }
}

load_result commit(std::uint32_t level, bool outermost, load_origin const &what, inner_load const &outer) {
  changes made{changes_of(level)};
  set_origins(level, made, make_keyword(origin_of(what.kind)));
  load_result result;
  for(var_change const &c : made.vars) { result.bound.push_back(c.of); }
  std::size_t const notes{journal::notes(level).size()};
  load_origin const &described{inner.is_all && inner.notes == notes ? inner.what : what};
  bool const changed{made.defines || !made.vars.empty()};
  if(!outermost) {
    if(changed && has_begun()) { result.generation = next_generation(); }
    bool const is_first{journal::notes(level - 1).size() == notes};
    journal::keep(level);
    inner = is_first ? inner_load{true, journal::notes(level - 1).size(), load_origin{described}} : outer;
    return result;
  }
  // Before the notes go: what fails here takes the load back.
  if(changed) { result.generation = add_generation(described, std::move(made)); }
  journal::keep(level);
  inner = {};
  return result;
}

void tell_watches(ns::var *v, object_ref from, object_ref to) {
  memory::rooted<object_ref> const reference{v};
  memory::rooted<object_ref> const old_root{from};
  memory::rooted<object_ref> const new_root{to};
  try {
    unit::guarded(
        [&] { notify_watches_rooted(reference, cast<ns::var>(reference.get())->watches, old_root, new_root); });
  } catch(...) {
    // The error for which the load is taken back is on its way.
  }
}

void set_current_value(ns::var *v) {
  if(ns::is_bound_by_binding(v)) {
    ns::set_value_below_bindings(v, v->root);
  } else {
    ns::set_value(v, v->root);
  }
}

struct told {
  ns::var *of;
  object_ref failed;
};
using told_list = std::vector<told, memory::allocator<told>>;

// The vars whose roots will be others again and that somebody watches. Empty when there is no memory for it.
told_list watched(std::uint32_t level) {
  told_list all;
  try {
    for(journal::cell const &c : journal::notes(level)) {
      auto *const v{static_cast<ns::var *>(c.owner)};
      bool const is_root{c.how == journal::sort::var && c.place == &v->root && journal::find(level, c.place) == &c};
      if(is_root && is_changed(c) && before(level, v->watches).is_some()) { all.push_back({v, v->root}); }
    }
  } catch(std::bad_alloc const &) { all.clear(); }
  return all;
}

// The load may have failed for want of memory: up to the watches nothing is allocated.
void take_back(std::uint32_t level, bool tell) {
  told_list const rebound{tell ? watched(level) : told_list{}};
  auto const noted{journal::notes(level)};
  for(std::size_t i{noted.size()}; i > 0; --i) {
    journal::cell const &c{noted[i - 1]};
    journal::write(c.place, c.size, c.before);
  }
  for(journal::cell const &c : noted) {
    auto *const v{static_cast<ns::var *>(c.owner)};
    if(c.how == journal::sort::var && c.place == &v->root) { set_current_value(v); }
    if(c.how == journal::sort::map && c.owner != nullptr) { forget_caches(c.owner); }
  }
  journal::put_back(level);
  for(told const &t : rebound) { tell_watches(t.of, t.failed, t.of->root); }
}

template <typename F> void call_hook(char const *which, F &&f) {
  try {
    unit::guarded([&] { f(); });
  } catch(...) { report_error(std::string{"a hook "} + which + " the load failed", std::current_exception()); }
}

void preserve_state() {
  static bool const done{[] {
    unit::preserve(&running);
    return true;
  }()};
  static_cast<void>(done);
}

} // namespace

char const *load_kind_name(load_kind k) {
  constexpr char const *names[]{"form", "text", "file", "patch", "revert", "recompile", "prune", "reload"};
  return names[static_cast<std::size_t>(k)];
}

char const *origin_of(load_kind k) {
  constexpr char const *names[]{"form", "form", "file", "patch", "revert", "form", "form", "file"};
  return names[static_cast<std::size_t>(k)];
}

load_result transact(load_origin const &what, void (*body)(void *), void *context) {
  preserve_state();
  bool const outermost{!journal::is_open()};
  if(outermost && running == 0 && hooks.before != nullptr) {
    call_hook("before", [&] { hooks.before(what); });
  }
  if(outermost) { forget_failed_form(); }
  memory::rooted<ns::name_space *> const current{ns::current_namespace()};
  std::size_t const bindings{ns::binding_depth()};
  inner_load const outer{std::exchange(inner, {})};
  std::uint64_t const code{pending_place()};
  std::uint32_t const level{journal::open()};
  ++running;
  load_result result;
  try {
    unit::guarded(body, context);
    if(running == 1) { load_pending(); }
    result = commit(level, outermost, what, outer);
  } catch(...) {
    --running;
    ns::pop_bindings_to(bindings);
    inner = outer;
    take_back(level, true);
    give_up_pending(code);
    ns::set_current_namespace(current);
    if(outermost && running == 0 && hooks.failed != nullptr) {
      call_hook("after", [&] { hooks.failed(what); });
    }
    throw;
  }
  --running;
  if(outermost && running == 0 && hooks.after != nullptr) {
    call_hook("after", [&] { hooks.after(what, result); });
  }
  return result;
}

checkpoint::checkpoint() : code_{pending_place()}, level_{journal::open()} {}

void checkpoint::restore() const {
  running = 0;
  inner = {};
  take_back(level_, false);
  give_up_pending(code_);
}

bool is_changing() {
  if(!journal::is_open()) { return false; }
  for(journal::cell const &c : journal::notes(1)) {
    if(c.previous == 0 && is_definition(c.how) && is_changed(c)) { return true; }
  }
  return false;
}

void set_load_listener(load_listener const &listener) { hooks = listener; }

} // namespace jank::hot_reload
