#pragma once

// What the generator makes of a typed tree: functions, their types, and constants. The containers (direct_module.hpp,
// side_module.hpp, object_file.hpp) write it down; each expands the symbolic instructions in its own way.

#include "codegen/wasm.hpp"
#include "memory/heap.hpp"
#include "object/object.hpp"
#include "reader/source.hpp"
#include "unit/runtime_functions.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace jank::codegen {

using object::object_ref;

// An instruction whose bytes depend on the container.
enum class symbolic : std::uint8_t {
  constant,     // pushes the constant `index` as an i32 (a value, or the address of a var or function type)
  runtime_call, // calls the runtime function `index`
  local_call,   // calls the function `index` of this unit
  invoke,       // calls the callable object below the arguments on the operand stack: invocation `index`
  catch_tag,    // catch, with the tag of C++ exceptions
  stack_get,    // global.get __stack_pointer
  stack_set,    // global.set __stack_pointer
  // Whether to call the safepoint (memory/interruption.hpp). A turn of a loop counts down the wasm local `index` and compares it with the
  // request, which lies below; in normal builds it is nothing, and the request is left.
  count_turn,
  // At a function's entry: the address of the request in normal builds, that of the budget of calls in others, of which each ignores the
  // other's; then the check itself, which may use the wasm local `index`.
  request_constant,
  budget_constant,
  check_entry,
};

struct fixup {
  std::uint32_t at; // offset in `code` before which the instruction stands
  symbolic what;
  std::uint32_t index;
};

struct source_mark {
  std::uint32_t at; // offset in `code`
  std::uint32_t fixups_before;
  reader::position where;
};

// A wasm function. Its code ends without the final `end`.
struct emitted_function {
  std::string name; // "user/ggg#1"
  std::uint32_t signature{};
  std::vector<wasm::value_type> locals;
  bytes code;
  std::vector<fixup> fixups;
  std::vector<source_mark> marks;
  reader::position at; // of its definition
  std::string file;
  bool is_try_body{}; // (analyzer/node.hpp)
};

struct signature {
  std::string parameters; // letters as in runtime_functions.hpp
  char result;
  friend bool operator==(signature const &, signature const &) = default;
};

struct emitted_arity {
  int count;
  std::uint32_t function;
};

struct emitted_type {
  std::string name;
  std::uint32_t captured_count{};
  std::vector<emitted_arity> fixed;
  int variadic_required{-1};
  std::uint32_t variadic_function{};
};

enum class constant_kind : std::uint8_t { value, var, function, function_type, address };

// How code uses a var, as bits: what decides whether a name is needed that no code mentions (hot_reload/reachable.hpp).
enum var_use : std::uint8_t {
  called_with_constants = 1, // called, all arguments constants
  called = 2,
  read = 4,  // its value
  taken = 8, // the var itself
};

struct constant {
  constant_kind what;
  object_ref value;      // value, var
  std::uint32_t index{}; // function, function_type: index of the type
  std::string name;      // address
  std::uint8_t uses{};   // var
};

// A call of an object through the entries of its type. Where its var cannot be rebound it may become a direct call.
struct invocation {
  static constexpr std::uint32_t no_var = ~0u;
  std::uint32_t var; // constant the callable was read from, or no_var
  std::uint32_t argument_count;
  std::uint32_t self_local; // wasm local that holds the callable, too
  std::uint32_t signature;
};

// `(def name (fn* ...))` at the top level.
struct definition {
  std::uint32_t var;  // constant
  std::uint32_t type; // function type
};

// What a unit of one top-level form is to who leaves out what a program does not need.
struct top_level_form {
  static constexpr std::uint32_t none = ~0u;
  std::vector<std::uint32_t> defined; // constants: the vars that its own code defines, not that of its functions
  bool only_binds{};                  // it is a def of a function or a constant: running it does nothing else
  std::uint32_t metadata{none};       // constant: the metadata of the one var, when that is a constant
};

// Grows function by function. One unit_code may collect many top-level forms (a file that is compiled ahead of time): each adds
// its init function to `inits`.
struct unit_code {
  std::string name;
  std::string file; // that the next functions are from
  std::vector<emitted_function> functions;
  std::vector<signature> signatures;
  std::vector<emitted_type> types;
  std::vector<constant, memory::allocator<constant>> constants; // the collector sees them
  std::vector<invocation> invocations;
  std::vector<definition> definitions;
  std::vector<std::uint32_t> inits; // functions (self) -> value, run in this order; the last one's value is the unit's
  top_level_form form;              // while it is of one form

  std::uint32_t intern_signature(std::string_view parameters, char result);
  std::uint32_t intern_value(object_ref v);
  std::uint32_t intern_var(object_ref var, std::uint8_t use = 0);
  std::uint32_t intern_address(std::string_view name);
  std::uint32_t intern_type_constant(constant_kind k, std::uint32_t type);

private:
  std::unordered_map<object::word, std::uint32_t> by_identity_;
  std::unordered_map<std::string, std::uint32_t> addresses_;
};

} // namespace jank::codegen
