#include "patch/table.hpp"

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "patch/wrapper.hpp"

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

} // namespace

std::vector<bound_function, memory::allocator<bound_function>>
check_table(std::span<jank_patch_symbol const> table, missing_namespace policy, parameter_counter parameter_count) {
  std::vector<bound_function, memory::allocator<bound_function>> result;
  for(std::size_t i{}; i < table.size(); ++i) {
    jank_patch_symbol const &s{table[i]};
    std::string const row{s.qualified_name != nullptr ? s.qualified_name : "number " + std::to_string(i)};
    std::size_t const slash{row.find('/')};
    if(s.qualified_name == nullptr || slash == 0 || slash == std::string::npos || slash + 1 == row.size()) {
      refuse(row, "needs a name like \"namespace/name\"");
    }
    if(s.function == nullptr) { refuse(row, "has no code"); }
    auto const parsed{parse_signature(s.signature != nullptr ? s.signature : "")};
    if(!parsed.has_value()) {
      refuse(row, "has the signature \"" + std::string{s.signature != nullptr ? s.signature : ""} +
                      "\"; it wants the number of parameters, such as \"2\", or \"1+\"");
    }
    int const real{parameter_count != nullptr ? parameter_count(s.function) : -1};
    if(real >= 0 && real != parsed->parameters) {
      refuse(row, "has the signature \"" + std::string{s.signature} + "\", but its code takes " + std::to_string(real) +
                      (real == 1 ? " value" : " values"));
    }
    symbol *const space{make_symbol("", row.substr(0, slash))};
    ns::name_space *n{ns::find_namespace(space)};
    if(n == nullptr) {
      if(policy == missing_namespace::refused) {
        refuse(row, "is for another image: this one has no namespace " + row.substr(0, slash));
      }
      n = ns::intern_namespace(space);
    }
    result.push_back({ns::intern_var(n, row.substr(slash + 1)), make_wrapper(row, *parsed, s.function)});
  }
  return result;
}

void bind_linked_patches() {
  for(linked_patch const &p : linked()) {
    auto const functions{
        check_table({p.symbols, static_cast<std::size_t>(p.count)}, missing_namespace::made, nullptr)};
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
