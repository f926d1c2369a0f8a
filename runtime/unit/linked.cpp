#include "memory/heap.hpp"
#include "object/error.hpp"
#include "unit/trace.hpp"
#include "unit/unit.hpp"

#include <vector>

namespace jank::unit {

namespace {

// Plain zero-initialised words: objects register themselves while other static constructors may not have run.
record *first_linked{};
record *last_linked{};
std::string last_name;

std::string name_of(record const &r) { return std::string{read_header({r.description, r.description_size}).name}; }

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

void run_linked_units(std::function<void()> const &after_core) {
  bool core_is_next{first_linked != nullptr && name_of(*first_linked) == "clojure.core"};
  if(!core_is_next) { after_core(); }
  while(first_linked != nullptr) {
    record const *const r{first_linked};
    first_linked = first_linked->next;
    last_name = name_of(*r);
    run_init_rooted(instantiate(*r));
    if(core_is_next) {
      after_core();
      // The library is there for good. Collecting now tells the collector which pages its words happen to point into, before the
      // program's objects lie there.
      memory::collect_now();
    }
    core_is_next = false;
  }
  last_linked = nullptr;
}

std::string last_linked_name() { return last_name; }

} // namespace jank::unit

extern "C" __attribute__((used)) void jank_register_unit(jank::unit::record *r) {
  using namespace jank::unit;
  (last_linked != nullptr ? last_linked->next : first_linked) = r;
  last_linked = r;
}
