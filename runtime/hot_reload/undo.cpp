// Undoing and redoing a generation: see history.hpp.

#include "hot_reload/history.hpp"

#include "hot_reload/quarantine.hpp"
#include "hot_reload/report.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/multimethod.hpp"
#include "object/protocol.hpp"
#include "object/sequence.hpp"
#include "unit/guard.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

object_ref value_of(std::uintptr_t word) { return object_ref{static_cast<object::word>(word)}; }

// What `now` becomes when the step from `from` to `to` is made in it, key by key; a key that is not as in `from` is left alone.
// `keep_added`: keys that `from` has and `to` has not stay. No value in these maps is nil.
object_ref step_map(object_ref now, object_ref from, object_ref to, bool keep_added) {
  object_ref result{now};
  for_each(from, [&](object_ref entry) {
    object_ref const key{vector_nth(entry, 0)};
    object_ref const wanted{map_get(to, key)};
    object_ref const there{map_get(now, key)};
    if(there != vector_nth(entry, 1)) { return; }
    if(wanted.is_some()) {
      if(wanted != there) { result = map_assoc(result, key, wanted); }
    } else if(!keep_added) {
      result = map_dissoc(result, key);
    }
  });
  for_each(to, [&](object_ref entry) {
    object_ref const key{vector_nth(entry, 0)};
    if(map_get(from, key).is_nil() && map_get(now, key).is_nil()) {
      result = map_assoc(result, key, vector_nth(entry, 1));
    }
  });
  return result;
}

object_ref step_set(object_ref now, object_ref from, object_ref to) {
  object_ref result{now};
  if(from.is_some()) {
    for_each(from, [&](object_ref v) {
      if(to.is_nil() || !set_contains(to, v)) { result = set_disjoin(result, v); }
    });
  }
  if(to.is_some()) {
    for_each(to, [&](object_ref v) {
      if(from.is_nil() || !set_contains(from, v)) { result = set_conj(result.is_nil() ? empty_set() : result, v); }
    });
  }
  return result;
}

void step_word(word_change const &c, bool back) {
  std::uintptr_t const now{journal::read(c.place, c.size)};
  std::uintptr_t const from{back ? c.after : c.before};
  std::uintptr_t const to{back ? c.before : c.after};
  std::uintptr_t next{now};
  switch(c.how) {
  case journal::sort::value: next = now == from ? to : now; break;
  case journal::sort::map:
    next = now == from ? to : step_map(value_of(now), value_of(from), value_of(to), false).bits;
    break;
  case journal::sort::names: next = step_map(value_of(now), value_of(from), value_of(to), back).bits; break;
  case journal::sort::set:
  case journal::sort::loaded:
    next = now == from ? to : step_set(value_of(now), value_of(from), value_of(to)).bits;
    break;
  case journal::sort::var:
  case journal::sort::bookkeeping: return;
  }
  journal::write(c.place, c.size, next);
  if(c.owner != nullptr && c.how == journal::sort::map) { forget_caches(c.owner); }
}

struct var_step {
  ns::var *of;
  object_ref root_from, root_to, meta_from, meta_to, origin_to;
};

var_step step_of(var_change const &c, bool back) {
  if(back) { return {c.of, c.root_after, c.root_before, c.meta_after, c.meta_before, c.origin_before}; }
  return {c.of, c.root_before, c.root_after, c.meta_before, c.meta_after, c.origin_after};
}

void bind(var_step const &s, move_result &result) {
  ns::var *const v{s.of};
  if(v->root != s.root_from) {
    result.kept.push_back(v);
    return;
  }
  if(v->meta == s.meta_from) { ns::set_meta(v, s.meta_to); }
  if(s.root_from == s.root_to) { return; }
  v->origin = s.origin_to;
  result.rebound.push_back(v);
  object_ref const root{s.root_to};
  bool const unbinds{is(root, kind::unbound)};
  try {
    unit::guarded([&] { ns::bind_root(v, root); });
  } catch(...) {
    report_error("a watch of #'" + ns::qualified_name(v) + " threw while the var got another version",
                 std::current_exception());
  }
  if(unbinds) { v->flags &= ~std::uint32_t{ns::var_bound}; }
}

move_result move(generation const &g, bool back) {
  // What lies in history keeps itself alive, but a watch may make another generation while it is told.
  std::vector<var_step, memory::allocator<var_step>> steps;
  for(var_change const &c : g.made.vars) { steps.push_back(step_of(c, back)); }
  move_result result{g.number, {}, {}};
  journal::pause const unnoted;
  auto const &words{g.made.words};
  if(back) {
    for(std::size_t i{words.size()}; i > 0; --i) { step_word(words[i - 1], back); }
  } else {
    for(word_change const &c : words) { step_word(c, back); }
  }
  set_generations_in_force(back ? generations_in_force() - 1 : generations_in_force() + 1);
  end_probation();
  for(var_step const &s : steps) { bind(s, result); }
  return result;
}

void check_idle(char const *what) {
  if(is_changing()) {
    throw_error(error_kind::illegal_state,
                std::string{what} + " cannot be called by a load that has changed definitions itself; call it alone");
  }
}

} // namespace

move_result undo() {
  check_idle("undo!");
  std::size_t const in_force{generations_in_force()};
  if(in_force == 0) {
    throw_error(error_kind::illegal_state, "there is nothing to undo: no generation is kept before " +
                                               std::to_string(current_generation()) +
                                               " (set-history! tells how many are)");
  }
  return move(generations()[in_force - 1], true);
}

move_result redo() {
  check_idle("redo!");
  std::size_t const in_force{generations_in_force()};
  if(in_force == generations().size()) {
    throw_error(error_kind::illegal_state, "there is nothing to redo: no generation was undone since the last one");
  }
  return move(generations()[in_force], false);
}

void forget_caches(void *owner) {
  object_ref const v{static_cast<heap_object *>(owner)};
  if(is<protocol>(v)) { forget_found(cast<protocol>(v)); }
  if(is<multimethod>(v)) { forget_found(cast<multimethod>(v)); }
}

} // namespace jank::hot_reload
