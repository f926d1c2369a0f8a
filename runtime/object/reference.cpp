#include "object/reference.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/cell.hpp"
#include "object/collections.hpp"
#include "object/detail/instance.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

#include <string>

namespace jank::object {

namespace {

struct atom_description {
  static constexpr kind what{kind::atom};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.atom"};
};

struct volatile_description {
  static constexpr kind what{kind::volatile_box};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.volatile"};
};

struct reduced_description {
  static constexpr kind what{kind::reduced};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.reduced"};
};

struct known_reference {
  kind what;
  reference_operations operations;
};
constexpr known_reference known_references[]{
    {kind::atom,
     {[](object_ref v) { return cast<atom>(v)->value; }, [](object_ref v) { return &cast<atom>(v)->watches; }}},
    {kind::volatile_box, {[](object_ref v) { return cast<volatile_box>(v)->value; }, nullptr}},
    {kind::reduced, {[](object_ref v) { return cast<reduced>(v)->value; }, nullptr}},
    {kind::delay, {force_delay_rooted, nullptr}},
    {kind::cell, {deref_cell_rooted, [](object_ref v) { return &cast<cell>(v)->watches; }}},
    {kind::instance, {detail::instance_deref_rooted, nullptr}},
};

constinit reference_operations registered[kind_count]{};

reference_operations operations_of(object_ref v) {
  if(!v.is_heap()) { return {}; }
  auto const what{v.as_heap()->type->what};
  for(auto const &known : known_references) {
    if(known.what == what) { return known.operations; }
  }
  return registered[static_cast<std::size_t>(what)];
}

object_ref *watches_of(object_ref reference) {
  auto const operation{operations_of(reference).watches_of};
  if(!operation) {
    throw_error(error_kind::type, "cannot watch " + to_short_text(reference) + ": it is no reference that changes");
  }
  return operation(reference);
}

// Of vars; those of atoms are no definitions.
void note_watches(object_ref reference, object_ref &watches) {
  if(is(reference, kind::var)) { journal::note(reference.as_heap(), watches, journal::sort::var); }
}

atom *expect_atom(object_ref v, char const *action) {
  auto *const a{try_cast<atom>(v)};
  if(!a) {
    throw_error(error_kind::type, std::string{"cannot "} + action + " " + to_short_text(v) + ": it is no atom");
  }
  return a;
}

} // namespace

void validate_rooted(object_ref validator, object_ref value) {
  if(validator.is_nil()) { return; }
  memory::rooted<object_ref> const candidate{value};
  if(!call_rooted(validator, value).truthy()) {
    throw_error(error_kind::illegal_state,
                "invalid reference state: the validator refused " + to_short_text(candidate));
  }
}

object_ref make_atom(object_ref value) {
  return memory::make<atom>(heap_object{&static_type<atom_description>}, value, nil, nil, nil);
}

object_ref reset_atom_rooted(object_ref reference, object_ref value) {
  memory::rooted<object_ref> const cell{expect_atom(reference, "reset")};
  memory::rooted<object_ref> const fresh{value};
  validate_rooted(cast<atom>(cell)->validator, value);
  memory::rooted<object_ref> const old{cast<atom>(cell)->value};
  cast<atom>(cell)->value = fresh;
  notify_watches_rooted(cell, cast<atom>(cell)->watches, old, fresh);
  return fresh;
}

object_ref swap_atom_rooted(object_ref reference, object_ref f, object_ref const *args, int count) {
  memory::rooted<object_ref> const cell{expect_atom(reference, "swap")};
  auto const value{cast<atom>(cell)->value};
  if(count >= max_arity) {
    return reset_atom_rooted(cell, apply_rooted(f, make_cons(value, make_list(args, static_cast<std::size_t>(count)))));
  }
  object_ref all[max_arity];
  all[0] = value;
  for(int i{}; i < count; ++i) { all[i + 1] = args[i]; }
  return reset_atom_rooted(cell, call_array_rooted(f, all, count + 1));
}

void set_validator_rooted(object_ref reference, object_ref f) {
  memory::rooted<object_ref> const held{reference};
  memory::rooted<object_ref> const validator{f};
  bool const in_cell{is<cell>(reference)};
  if(!in_cell) { expect_atom(reference, "set a validator of"); }
  validate_rooted(f, in_cell ? cast<cell>(reference)->value : cast<atom>(reference)->value);
  (in_cell ? cast<cell>(held)->validator : cast<atom>(held)->validator) = validator;
}

void add_watch(object_ref reference, object_ref key, object_ref f) {
  auto *const watches{watches_of(reference)};
  note_watches(reference, *watches);
  *watches = map_assoc(watches->is_nil() ? empty_map() : *watches, key, f);
}

void remove_watch(object_ref reference, object_ref key) {
  auto *const watches{watches_of(reference)};
  note_watches(reference, *watches);
  if(watches->is_some()) { *watches = map_dissoc(*watches, key); }
}

void notify_watches_rooted(object_ref reference, object_ref watches, object_ref old_value, object_ref new_value) {
  if(watches.is_nil()) { return; }
  memory::rooted<object_ref> const cell{reference};
  memory::rooted<object_ref> const old{old_value};
  memory::rooted<object_ref> const fresh{new_value};
  memory::rooted<object_ref> entries{seq(watches)};
  while(entries.get().is_some()) {
    auto const entry{first(entries)};
    call_rooted(vector_nth(entry, 1), vector_nth(entry, 0), cell.get(), old.get(), fresh.get());
    entries = next(entries);
  }
}

object_ref make_volatile(object_ref value) {
  return memory::make<volatile_box>(heap_object{&static_type<volatile_description>}, value);
}

object_ref make_reduced(object_ref value) {
  return memory::make<reduced>(heap_object{&static_type<reduced_description>}, value);
}

object_ref deref_rooted(object_ref reference) {
  auto const operation{operations_of(reference).deref_rooted};
  if(!operation) { throw_error(error_kind::type, "cannot deref " + to_short_text(reference) + ": it is no reference"); }
  return operation(reference);
}

void set_reference(kind k, reference_operations operations) { registered[static_cast<std::size_t>(k)] = operations; }

} // namespace jank::object
