#include "patch/table.hpp"

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "patch/wrapper.hpp"

#include <string>

namespace jank::patch {

using namespace object;

namespace {

struct linked_patch {
  jank_patch_symbol const *symbols;
  int count;
};

// Constructors of C files run in any order, so this is made on first use.
std::vector<linked_patch> &linked() {
  static std::vector<linked_patch> patches;
  return patches;
}

[[noreturn]] void refuse(std::string const &row, std::string const &why) {
  throw_error(error_kind::loader, "the patch's function " + row + " " + why);
}

// "namespace/name": the name may hold further slashes, or be the slash itself.
std::size_t slash_of(std::string const &row) {
  std::size_t const slash{row.find('/')};
  bool const whole{slash != 0 && slash != std::string::npos && slash + 1 < row.size()};
  if(!whole) { refuse(row, "needs a name like \"namespace/name\""); }
  return slash;
}

ns::name_space *namespace_of(std::string const &row, std::size_t slash, missing_namespace policy) {
  symbol const *const space{make_symbol("", row.substr(0, slash))};
  if(ns::name_space *const found{ns::find_namespace(space)}; found != nullptr) { return found; }
  if(policy == missing_namespace::refused) {
    refuse(row, "is for another image: this one has no namespace " + row.substr(0, slash));
  }
  return ns::intern_namespace(space);
}

} // namespace

bound_functions check_table(std::span<jank_patch_symbol const> table, missing_namespace policy, function_check check) {
  struct checked_row {
    std::string name;
    std::size_t slash;
    ns::name_space *space;
    object_ref value;
  };
  std::vector<checked_row, memory::allocator<checked_row>> rows;
  for(std::size_t i{}; i < table.size(); ++i) {
    jank_patch_symbol const &s{table[i]};
    if(s.qualified_name == nullptr) { refuse("number " + std::to_string(i), "has no name"); }
    std::string const name{s.qualified_name};
    std::string const mended{make_string(name)->view()};
    if(mended != name) { refuse(mended, "has a name that is no UTF-8"); }
    std::size_t const slash{slash_of(name)};
    if(s.function == nullptr) { refuse(name, "has no code"); }
    std::string const text{s.signature != nullptr ? s.signature : ""};
    auto const parsed{parse_signature(text)};
    if(!parsed.has_value()) {
      refuse(name, "has the signature \"" + text + "\"; it wants the number of parameters, such as \"2\", or \"1+\"");
    }
    std::string const wrong{check != nullptr ? check(s.function, parsed->parameters) : std::string{}};
    if(!wrong.empty()) { refuse(name, "has the signature \"" + text + "\", but its code " + wrong); }
    for(checked_row const &before : rows) {
      if(before.name == name) { refuse(name, "stands in its table twice"); }
    }
    rows.push_back({name, slash, namespace_of(name, slash, policy), make_wrapper(name, *parsed, s.function)});
  }
  // Not before all rows are checked: a new var hides one of clojure.core that has its name.
  bound_functions result;
  for(checked_row const &r : rows) { result.push_back({ns::intern_var(r.space, r.name.substr(r.slash + 1)), r.value}); }
  return result;
}

void bind_linked_patches() {
  for(linked_patch const &p : linked()) {
    auto const functions{check_table({p.symbols, static_cast<std::size_t>(p.count)}, missing_namespace::made, nullptr)};
    for(bound_function const &f : functions) {
      ns::bind_root(f.target, f.value);
      f.target->origin = make_keyword("native");
    }
  }
}

} // namespace jank::patch

extern "C" __attribute__((used)) void jank_register_patch(jank_patch_symbol const *symbols, int count) {
  jank::patch::linked().push_back({symbols, count});
}
