#pragma once

// What the three containers share: sections in the order of the specification, signatures, function bodies.

#include "codegen/line_table.hpp"
#include "codegen/unit_code.hpp"

namespace jank::codegen {

inline constexpr std::uint8_t module_header[8] = {0, 'a', 's', 'm', 1, 0, 0, 0};

// Expands symbolic instructions; one implementation for each container.
class lowering {
public:
  virtual ~lowering() = default;
  virtual void expand(bytes &out, fixup const &f) = 0;
};

// The locals and code of a function with its final `end`, without its size. Bytes that `lower` appended stand at the offsets
// it saw. Where the function's marks came to stand goes to `marks`.
bytes function_body(emitted_function const &f, lowering &lower, std::vector<placed_mark> &marks);

// call_indirect through entries[argument_count] of the type of the object in `self_local`. The signature index is written padded;
// its offset in `out` and that of the table index (padded as well) are returned.
struct indirect_call_places {
  std::size_t signature;
  std::size_t table;
};
indirect_call_places put_indirect_call(bytes &out, invocation const &i, std::uint32_t type_index);

void put_section(bytes &out, wasm::section id, bytes const &content);
void put_custom_section(bytes &out, std::string_view name, bytes const &content);
bytes type_section(std::vector<signature> const &signatures);
// `module_name`: what stack traces of the engine call the module; empty: nothing.
bytes name_section(unit_code const &unit, std::uint32_t imported_functions, std::string_view module_name = {});

// A load or store of a word that is aligned, so many bytes behind the address below.
void put_word_access(bytes &out, wasm::opcode o, std::uint32_t offset = 0);

// Expand symbolic::count_turn and check_entry where turns and calls are counted.
void put_turn(bytes &out, std::uint32_t countdown);
void put_counted_entry(bytes &out, std::uint32_t address);

// The imports of runtime functions a unit uses: their order is their function index.
class runtime_imports {
public:
  runtime_imports() = default;
  // Invocations count as calls of jank_invoke_n when `invoke_by_call`. Signatures are interned.
  runtime_imports(unit_code &unit, bool invoke_by_call);
  // What the function uses, too.
  void add(emitted_function const &f, std::vector<invocation> const &invocations, bool invoke_by_call);
  std::uint32_t index(unit::runtime_function f) const { return indices_[static_cast<std::size_t>(f)]; }
  std::vector<unit::runtime_function> const &order() const { return order_; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(order_.size()); }
  bool uses_stack() const { return uses_stack_; }
  bool uses_tag() const { return uses_tag_; }

private:
  void add(unit::runtime_function f);
  std::uint32_t indices_[std::size(unit::runtime_functions)]{};
  bool seen_[std::size(unit::runtime_functions)]{};
  std::vector<unit::runtime_function> order_;
  bool uses_stack_{};
  bool uses_tag_{};
};

// Entries of the import section, each complete.
void put_import_memory(bytes &out, std::string_view name);
void put_import_function(bytes &out, std::string_view name, std::uint32_t type);
void put_import_global(bytes &out, std::string_view module, std::string_view name, bool is_mutable);
void put_import_tag(bytes &out, std::uint32_t type);
void put_import_table(bytes &out);

} // namespace jank::codegen
