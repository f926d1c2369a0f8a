#include "analyzer/inline.hpp"

#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/symbol.hpp"

#include <array>
#include <unordered_map>

namespace jank::analyzer {

namespace {

using enum inline_shape;

// Longer calls stay calls: a fold nests as deep as it has arguments.
constexpr int many{16};

// `(- x)` has no row: 0 - x is wrong for the double 0.0, whose negation is -0.0.
constexpr std::array rules{
    inline_rule{"+", 0, 0, constant, operation::add, 0},
    inline_rule{"+", 2, many, fold, operation::add, 0},
    inline_rule{"-", 2, many, fold, operation::subtract, 0},
    inline_rule{"*", 0, 0, constant, operation::multiply, 1},
    inline_rule{"*", 2, many, fold, operation::multiply, 0},
    inline_rule{"/", 1, 1, operand_first, operation::divide, 1},
    inline_rule{"/", 2, many, fold, operation::divide, 0},
    inline_rule{"inc", 1, 1, operand_second, operation::add, 1},
    inline_rule{"dec", 1, 1, operand_second, operation::subtract, 1},
    inline_rule{"quot", 2, 2, direct, operation::quotient, 0},
    inline_rule{"rem", 2, 2, direct, operation::remainder, 0},

    inline_rule{"unchecked-add", 2, 2, direct, operation::unchecked_add, 0},
    inline_rule{"unchecked-subtract", 2, 2, direct, operation::unchecked_subtract, 0},
    inline_rule{"unchecked-multiply", 2, 2, direct, operation::unchecked_multiply, 0},
    inline_rule{"unchecked-inc", 1, 1, operand_second, operation::unchecked_add, 1},
    inline_rule{"unchecked-dec", 1, 1, operand_second, operation::unchecked_subtract, 1},

    inline_rule{"bit-and", 2, many, fold, operation::bit_and, 0},
    inline_rule{"bit-or", 2, many, fold, operation::bit_or, 0},
    inline_rule{"bit-xor", 2, many, fold, operation::bit_xor, 0},
    inline_rule{"bit-shift-left", 2, 2, direct, operation::shift_left, 0},
    inline_rule{"bit-shift-right", 2, 2, direct, operation::shift_right, 0},
    inline_rule{"unsigned-bit-shift-right", 2, 2, direct, operation::unsigned_shift_right, 0},

    inline_rule{"<", 1, 1, always_true, operation::less, 0},
    inline_rule{"<", 2, many, chain, operation::less, 0},
    inline_rule{"<=", 1, 1, always_true, operation::less_or_equal, 0},
    inline_rule{"<=", 2, many, chain, operation::less_or_equal, 0},
    inline_rule{">", 1, 1, always_true, operation::greater, 0},
    inline_rule{">", 2, many, chain, operation::greater, 0},
    inline_rule{">=", 1, 1, always_true, operation::greater_or_equal, 0},
    inline_rule{">=", 2, many, chain, operation::greater_or_equal, 0},
    inline_rule{"==", 1, 1, always_true, operation::numerically_equal, 0},
    inline_rule{"==", 2, many, chain, operation::numerically_equal, 0},
    inline_rule{"=", 1, 1, always_true, operation::equal, 0},
    inline_rule{"=", 2, many, chain, operation::equal, 0},
    inline_rule{"not=", 2, many, negated_chain, operation::equal, 0},
    inline_rule{"identical?", 2, 2, direct, operation::identical, 0},

    inline_rule{"nil?", 1, 1, direct, operation::is_nil, 0},
    inline_rule{"some?", 1, 1, direct, operation::is_some, 0},
    inline_rule{"not", 1, 1, direct, operation::not_, 0},
    inline_rule{"true?", 1, 1, direct, operation::is_true, 0},
    inline_rule{"false?", 1, 1, direct, operation::is_false, 0},
    inline_rule{"zero?", 1, 1, direct, operation::is_zero, 0},
    inline_rule{"pos?", 1, 1, direct, operation::is_positive, 0},
    inline_rule{"neg?", 1, 1, direct, operation::is_negative, 0},

    inline_rule{"long", 1, 1, direct, operation::to_long, 0},
    inline_rule{"double", 1, 1, direct, operation::to_double, 0},
    inline_rule{"boolean", 1, 1, direct, operation::to_boolean, 0},

    inline_rule{"nth", 2, 2, direct, operation::nth, 0},
    inline_rule{"nth", 3, 3, nil_last, operation::nth_or_nil, 0},
};

// What is one instruction.
constexpr std::array math_rules{
    inline_rule{"sqrt", 1, 1, direct, operation::square_root, 0},
    inline_rule{"floor", 1, 1, direct, operation::floor, 0},
    inline_rule{"ceil", 1, 1, direct, operation::ceiling, 0},
    inline_rule{"rint", 1, 1, direct, operation::nearest, 0},
};

// Rows of one name stand together; the index gives the first.
template <auto const &Rules> struct rule_index {
  rule_index() {
    for(std::size_t i{0}; i < Rules.size(); ++i) {
      interned[i] = object::intern_string(Rules[i].name);
      by_name.emplace(interned[i], &Rules[i]);
    }
  }
  inline_rule const *find(object::string const *name) const {
    auto const it{by_name.find(name)};
    return it == by_name.end() ? nullptr : it->second;
  }
  std::array<object::string *, Rules.size()> interned; // keeps the strings: the collector does not look into the map
  std::unordered_map<object::string const *, inline_rule const *> by_name;
};

inline_rule const *first_rule(ns::var const *v) {
  static rule_index<rules> const of_core;
  static rule_index<math_rules> const of_math;
  static object::string const *const math{object::intern_string("clojure.math")};
  if(v->ns == ns::core_namespace()) { return of_core.find(v->name->name); }
  return v->ns->name->name == math ? of_math.find(v->name->name) : nullptr;
}

} // namespace

std::span<inline_rule const> inline_rules() { return rules; }

inline_rule const *find_inline_rule(ns::var const *v, std::size_t count) {
  inline_rule const *const first{first_rule(v)};
  if(first == nullptr) { return nullptr; }
  inline_rule const *const end{v->ns == ns::core_namespace() ? rules.data() + rules.size()
                                                             : math_rules.data() + math_rules.size()};
  int const n{count > static_cast<std::size_t>(many) ? many + 1 : static_cast<int>(count)};
  for(inline_rule const *r{first}; r != end && r->name == first->name; ++r) {
    if(n < r->least || n > r->most) { continue; }
    bool const refused{object::is_map(v->meta) && object::map_get(v->meta, object_ref{names().no_inline}).truthy()};
    return refused ? nullptr : r;
  }
  return nullptr;
}

std::string_view function_of(operation op) {
  for(inline_rule const &r : rules) {
    if(r.op == op && r.least == 2 && (r.shape == direct || r.shape == fold)) { return r.name; }
  }
  return {};
}

} // namespace jank::analyzer
