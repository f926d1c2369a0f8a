#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"
#include "unit/trace.hpp"
#include "unit/unit.hpp"

#include <vector>

namespace jank::unit {

namespace {

// Plain zero-initialised words: objects register themselves while other static constructors may not have run.
record *first_linked{};
record *last_linked{};
record *first_library{};
std::string last_name;

std::string name_of(record const &r) { return std::string{read_header({r.description, r.description_size}).name}; }

// Libraries that were instantiated. Memory that the collector sees: nothing else may lead to one that has not run. Their constants are vars of
// the namespace as it was then; `witness` is one of them.
struct instance {
  record const *of;
  unit *made;
  ns::var *witness;
};
std::vector<instance, memory::allocator<instance>> &instances() {
  static std::vector<instance, memory::allocator<instance>> all;
  return all;
}

// A var of its own of the namespace that the unit is named after; null when there is none.
ns::var *own_var(record const *r) {
  ns::name_space *const home{ns::find_namespace(object::make_symbol({}, name_of(*r)))};
  if(home == nullptr) { return nullptr; }
  for(object_ref s{object::seq(home->mappings)}; s.is_some(); s = object::next(s)) {
    auto *const v{object::cast<ns::var>(object::vector_nth(object::first(s), 1))};
    if(v->ns == home) { return v; }
  }
  return nullptr;
}

// Who put the image back to what it was before (a batch, a patch that failed), or removed the namespace, has left other vars there, or none.
bool is_stale(instance const &i) {
  if(i.witness == nullptr) { return false; }
  ns::name_space *const home{ns::find_namespace(i.witness->ns->name)};
  return home != i.witness->ns || ns::find_var(home, i.witness->name) != i.witness;
}

instance make_instance(record const *r) {
  unit *const made{instantiate(*r)};
  return {r, made, own_var(r)};
}

unit *instance_of(record const *r) {
  memory::collection_delay const delay;
  for(instance &i : instances()) {
    if(i.of != r) { continue; }
    if(is_stale(i)) { i = make_instance(r); }
    return i.made;
  }
  instances().push_back(make_instance(r));
  return instances().back().made;
}

record const *find_library(std::string_view name) {
  for(record const *r{first_library}; r != nullptr; r = r->next) {
    if(read_header({r->description, r->description_size}).name == name) { return r; }
  }
  return nullptr;
}

} // namespace

unit *instantiate(record const &r) {
  if(r.abi_version != abi_version) {
    object::throw_error(object::error_kind::loader, "this unit was compiled for ABI version " +
                                                        std::to_string(r.abi_version) + ", the image has version " +
                                                        std::to_string(abi_version));
  }
  std::span<std::uint8_t const> const description{r.description, r.description_size};
  std::uint32_t const count{read_header(description).code_count};
  if(r.code != nullptr) {
    unit *const linked{instantiate(description, {r.code, count}, r.constants)};
    linked->code_slots = r.code;
    linked->lines = r.lines;
    linked->lines_size = r.lines_size;
    note_unit(linked);
    return linked;
  }
  std::vector<object::entry> slots(count);
  for(std::uint32_t i{}; i < count; ++i) {
    slots[i] = reinterpret_cast<object::entry>(static_cast<std::uintptr_t>(r.first_slot + i));
  }
  unit *const u{instantiate(description, slots, r.constants)};
  u->first_slot = r.first_slot;
  u->slot_count = count;
  u->lines = r.lines;
  u->lines_size = r.lines_size;
  note_unit(u);
  return u;
}

namespace {

// The first of the units that have not run.
void run_next_linked() {
  record const *const r{first_linked};
  first_linked = first_linked->next;
  if(first_linked == nullptr) { last_linked = nullptr; }
  last_name = name_of(*r);
  run_init_rooted(instantiate(*r));
}

} // namespace

void run_linked_core() {
  if(first_linked == nullptr || name_of(*first_linked) != "clojure.core") { return; }
  run_next_linked();
}

void run_linked_units() {
  while(first_linked != nullptr) { run_next_linked(); }
}

std::string last_linked_name() { return last_name; }

bool has_linked_unit(std::string_view name) { return find_library(name) != nullptr; }

void run_linked_unit(std::string_view name) { run_init_rooted(instance_of(find_library(name))); }

void instantiate_linked_units() {
  for(record const *r{first_library}; r != nullptr; r = r->next) { instance_of(r); }
}

std::vector<std::string> linked_unit_names() {
  std::vector<std::string> names;
  for(record const *r{first_library}; r != nullptr; r = r->next) { names.push_back(name_of(*r)); }
  return names;
}

} // namespace jank::unit

extern "C" __attribute__((used)) void jank_register_unit(jank::unit::record *r) {
  using namespace jank::unit;
  (last_linked != nullptr ? last_linked->next : first_linked) = r;
  last_linked = r;
}

extern "C" __attribute__((used)) void jank_register_library(jank::unit::record *r) {
  r->next = jank::unit::first_library;
  jank::unit::first_library = r;
}
