#pragma once

// Units that are part of the running image.

#include "namespace/namespace.hpp"
#include "object/function.hpp"
#include "unit/format.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jank::unit {

using object::object_ref;

// What the engine compiled at once: the code of one unit or of several. Scanned memory.
struct code_module {
  object_ref name;      // string: what the engine calls it
  std::uint32_t in_use; // units whose slots have not been given back
};

// One loaded unit. Its functions' types point to it, so it lives as long as any of its code can be called. `constants` is filled once.
struct unit : object::heap_object {
  static constexpr object::kind object_kind{object::kind::unit};
  object_ref name;               // string
  object_ref *constants;         // scanned memory
  object::function_type **types; // scanned memory
  std::uint32_t constant_count;
  std::uint32_t type_count;
  std::uint32_t first_slot; // table slots of its code, when contiguous (loaded at run time); else 0
  std::uint32_t slot_count;
  object::entry init;
  object::entry const *code_slots; // slots of its code when they are not contiguous, else null
  std::uint8_t const *lines;       // the line table (line_table.hpp), or null
  std::uint32_t lines_size;
  std::uint32_t code_begin; // what the offsets of the line table count from in the module that runs; 0: the probe tells
  void *data; // of a patch that the direct loader loaded: its memory, in which the constants lie; else null
  std::uint32_t taken_slot; // what is given back when the unit is collected: slots taken_slot, taken_slot + 1, ...
  std::uint32_t taken_count;
  code_module
      *module; // of the direct loader's; null: linked into the image, or not compiled by the engine yet (pending.hpp)
};
extern object::object_type const &unit_type;

// Reads descriptions. Throws an `error` of kind loader for anything that is not a whole, well-formed description of this ABI version.
struct header {
  std::string_view name;
  std::uint32_t code_count;
  std::uint32_t init;
};
header read_header(std::span<std::uint8_t const> description);

// Reads one value as descriptions hold them (format.hpp). Items that stand for something of their unit are refused.
class decoder;
object_ref read_value(decoder &in);

// Makes the unit: its function types and constants. `slots` are the table slots of its code functions, in order.
// `constants`: where the constants go when the code expects them at a fixed place (side modules and objects), else null.
// Checks every index; throws an `error` of kind loader. Nothing is bound by it save that new vars and namespaces are interned.
unit *instantiate(std::span<std::uint8_t const> description, std::span<object::entry const> slots,
                  object_ref *constants = nullptr);

// Runs the top-level forms of the unit; their last value. Collection may happen.
object_ref run_init_rooted(unit *u);

// What a relocatable object or a side module hands to the image. Lives in its data.
struct record {
  std::uint32_t abi_version;
  std::uint8_t const *description;
  std::uint32_t description_size;
  object_ref *constants;
  object::entry const *code; // or null: slots first_slot, first_slot + 1, ...
  std::uint32_t first_slot;
  record *next;
  std::uint8_t const *lines;
  std::uint32_t lines_size;
};

unit *instantiate(record const &r);

// Units linked into the image that run when it starts, in link order: clojure.core, unless the image has none, and the program. Each is
// instantiated and run once.
void run_linked_core();
void run_linked_units();        // those that have not run
std::string last_linked_name(); // of the unit of that sort that was linked last; "" when there is none

// The other linked units: namespaces, by their names, and files that `load` reads ("/my/part"). They cost nothing until they are
// asked for (unit/loading.hpp). A unit that runs again is instantiated once.
bool has_linked_unit(std::string_view name);
void run_linked_unit(std::string_view name); // requires that there is one; collection may happen
std::vector<std::string> linked_unit_names();
// Makes the constants of all of them. Direct calls, which normal images are built with, may reach code of a unit before it has run.
void instantiate_linked_units();

} // namespace jank::unit

// One of them is called by the init function of every relocatable object.
extern "C" void jank_register_unit(jank::unit::record *r);
extern "C" void jank_register_library(jank::unit::record *r);
