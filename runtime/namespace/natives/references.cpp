// Atoms, volatiles, delays, reduced; what holds a value.

#include "object/reference.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/cell.hpp"
#include "object/equality.hpp"
#include "object/lazy.hpp"

namespace jank::ns {

namespace {

atom *expect_atom(object_ref v, char const *function) { return expect<atom>(v, function, "an atom"); }

object_ref make_atom_with(object_ref, object_ref value, object_ref options) {
  object_ref const made{make_atom(value)};
  rooted<object_ref> const held{made};
  for_each_pair(options, "atom", [made](object_ref key, object_ref option) {
    if(key == object_ref{make_keyword("meta")}) { cast<atom>(made)->meta = option; }
    if(key == object_ref{make_keyword("validator")}) { cast<atom>(made)->validator = option; }
  });
  rooted<object_ref> const first_value{value};
  if(cast<atom>(made)->validator.is_some()) { reset_atom_rooted(held, first_value); }
  return held;
}

object_ref deref(object_ref, object_ref ref) {
  rooted<object_ref> const held{ref};
  return deref_rooted(held);
}

// Nothing can be waited for longer than what waits to run takes; the milliseconds only say that the caller will not wait for ever.
object_ref deref_or(object_ref, object_ref ref, object_ref milliseconds, object_ref timeout_value) {
  to_double(milliseconds);
  auto const *const c{try_cast<cell>(ref)};
  rooted<object_ref> const held{ref};
  if(!c || c->settled || c->force.is_nil()) { return deref_rooted(held); }
  return call_rooted(c->force, held.get(), timeout_value);
}

object_ref reset(object_ref, object_ref ref, object_ref value) {
  expect_atom(ref, "reset!");
  rooted<object_ref> const held{ref};
  rooted<object_ref> const held_value{value};
  return reset_atom_rooted(held, held_value);
}
object_ref reset_vals(object_ref, object_ref ref, object_ref value) {
  rooted<object_ref> const held{ref};
  rooted<object_ref> const old_value{expect_atom(ref, "reset-vals!")->value};
  rooted<object_ref> const new_value{reset_atom_rooted(held, value)};
  return make_vector({old_value.get(), new_value.get()});
}
object_ref compare_and_set(object_ref, object_ref ref, object_ref expected, object_ref value) {
  if(expect_atom(ref, "compare-and-set!")->value != expected) { return jank_false; }
  rooted<object_ref> const held{ref};
  reset_atom_rooted(held, value);
  return jank_true;
}

object_ref swap_with(object_ref ref, object_ref f, value_array const &args) {
  expect_atom(ref, "swap!");
  rooted<object_ref> const held{ref};
  rooted<object_ref> const function{f};
  return swap_atom_rooted(held, function, args.data(), static_cast<int>(args.size()));
}
object_ref swap_0(object_ref, object_ref ref, object_ref f) { return swap_with(ref, f, {}); }
object_ref swap_1(object_ref, object_ref ref, object_ref f, object_ref x) { return swap_with(ref, f, {x}); }
object_ref swap_n(object_ref, object_ref ref, object_ref f, object_ref x, object_ref rest) {
  value_array args{x};
  for_each(rest, [&args](object_ref v) { args.push_back(v); });
  return swap_with(ref, f, args);
}
object_ref swap_vals(object_ref, object_ref ref, object_ref f, object_ref rest) {
  rooted<object_ref> const held{ref};
  rooted<object_ref> const function{f};
  value_array const args{to_array(rest)};
  rooted<object_ref> const old_value{expect_atom(held, "swap-vals!")->value};
  rooted<object_ref> const new_value{swap_with(held, function, args)};
  return make_vector({old_value.get(), new_value.get()});
}

object_ref watch(object_ref, object_ref ref, object_ref key, object_ref f) {
  add_watch(ref, key, f);
  return ref;
}
object_ref unwatch(object_ref, object_ref ref, object_ref key) {
  remove_watch(ref, key);
  return ref;
}

object_ref set_validator(object_ref, object_ref ref, object_ref f) {
  if(!is<cell>(ref)) { expect_atom(ref, "set-validator!"); }
  rooted<object_ref> const held{ref};
  rooted<object_ref> const function{f};
  set_validator_rooted(held, function);
  return nil;
}

object_ref reset_volatile(object_ref, object_ref ref, object_ref value) {
  expect<volatile_box>(ref, "vreset!", "a volatile")->value = value;
  return value;
}

object_ref unreduced(object_ref, object_ref x) { return is_reduced(x) ? deref_rooted(x) : x; }

object_ref force(object_ref, object_ref x) {
  if(!is(x, kind::delay)) { return x; }
  rooted<object_ref> const held{x};
  return force_delay_rooted(held);
}
object_ref realized(object_ref, object_ref x) {
  if(auto const *const c{try_cast<cell>(x)}; c && (c->sort == cell_sort::promise || c->sort == cell_sort::future)) {
    return make_boolean(c->settled);
  }
  if(!is(x, kind::delay) && !is(x, kind::lazy_seq)) {
    throw_wrong_argument("realized?", "a delay, future, promise or lazy seq", x);
  }
  return make_boolean(is_realized(x));
}

constexpr native rows[]{
    {"atom",
     "([x] [x & options])",
     "An atom that holds x. Options: :meta map, :validator function.",
     {+[](object_ref, object_ref x) { return make_atom(x); }},
     make_atom_with},
    {"deref",
     "([ref] [ref timeout-ms timeout-val])",
     "What the atom, volatile, delay, reduced, var, ref, agent, future or promise holds; also written @ref. A delay "
     "and a "
     "future compute it first. A promise without value lets everything run that waits to run; when it has none then, "
     "deref returns timeout-val or, without it, throws: there is one thread, so nothing could deliver it meanwhile.",
     {deref, deref_or}},
    {"reset!", "([atom newval])", "Makes the atom hold newval and returns it.", {reset}},
    {"reset-vals!", "([atom newval])", "Makes the atom hold newval. Returns [old new].", {reset_vals}},
    {"compare-and-set!",
     "([atom oldval newval])",
     "Makes the atom hold newval if it holds the very object oldval. Did it?",
     {compare_and_set}},
    {"swap!",
     "([atom f] [atom f x] [atom f x & args])",
     "Makes the atom hold (f what-it-holds args...) and returns that.",
     {swap_0, swap_1},
     swap_n},
    {"swap-vals!", "([atom f & args])", "As swap!, but returns [old new].", {}, swap_vals},
    {"add-watch",
     "([reference key f])",
     "Has (f key reference old new) called after each change of the atom or of the var's root. One function for each "
     "key.",
     {watch}},
    {"remove-watch", "([reference key])", "Removes the watch that was added with key.", {unwatch}},
    {"set-validator!",
     "([atom f])",
     "Has f called with each value before the atom takes it; values for which it returns false are refused. nil: none.",
     {set_validator}},
    {"get-validator", "([atom])", "The validator of the atom, or nil.", {+[](object_ref, object_ref ref) {
       return is<cell>(ref) ? cast<cell>(ref)->validator : expect_atom(ref, "get-validator")->validator;
     }}},
    {"volatile!",
     "([val])",
     "A volatile that holds val: a cell without watches, for state that one function owns.",
     {+[](object_ref, object_ref x) { return make_volatile(x); }}},
    {"vreset!", "([vol newval])", "Makes the volatile hold newval and returns it.", {reset_volatile}},
    {"reduced",
     "([x])",
     "Wraps x so that a reduction which meets it ends with the value x.",
     {+[](object_ref, object_ref x) { return make_reduced(x); }}},
    {"unreduced", "([x])", "What x wraps if it was made by reduced, else x.", {unreduced}},
    {"ensure-reduced", "([x])", "x if it was made by reduced, else x wrapped by it.", {+[](object_ref, object_ref x) {
       return is_reduced(x) ? x : make_reduced(x);
     }}},
    {"delay*",
     "([f])",
     "A delay whose value is what (f) returns when it is first wanted. See delay.",
     {+[](object_ref, object_ref f) { return make_delay(f); }}},
    {"force", "([x])", "The value of the delay x, computed if it was not yet; x itself if it is no delay.", {force}},
    {"realized?", "([x])", "Has the delay, future, promise or lazy seq its value already?", {realized}},
};

} // namespace

struct reference_table : rows_of_core<rows> {};
native_table reference_natives() { return table_of<reference_table>(); }

} // namespace jank::ns
