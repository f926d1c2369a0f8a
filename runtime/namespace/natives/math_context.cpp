// The precision of decimal arithmetic: what with-precision binds *math-context* to, and how decimals come to know it.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/big_decimal.hpp"

namespace jank::ns {

namespace {

// A math context is a map, {:precision 10, :rounding HALF_UP}. These symbols are permanent.
struct context_keys {
  keyword *precision{make_keyword("precision")};
  keyword *rounding{make_keyword("rounding")};
};
context_keys const &keys() {
  static context_keys const k;
  return k;
}

[[noreturn]] void throw_wrong_rounding(object_ref mode) {
  throw_error(
      error_kind::illegal_argument,
      "a rounding mode is one of UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN and UNNECESSARY, but was " +
          to_short_text(mode));
}

std::int64_t expect_precision(object_ref v) {
  if(!is_long(v) || as_long(v) < 0) { throw_wrong_argument("with-precision", "a number of digits, 0 or more", v); }
  return as_long(v);
}

rounding expect_rounding(object_ref v) {
  rounding mode{};
  if(v.is_nil()) { return rounding::half_up; }
  if(!is<symbol>(v) || !find_rounding(cast<symbol>(v)->name->view(), mode)) { throw_wrong_rounding(v); }
  return mode;
}

object_ref make_context(object_ref, object_ref precision, object_ref mode) {
  auto const digits{expect_precision(precision)};
  object_ref const entries[]{keys().precision, make_long(digits), keys().rounding,
                             make_symbol({}, rounding_name(expect_rounding(mode)))};
  return make_map(entries, 4);
}

math_context bound_context() {
  static var *const v{intern_var("clojure.core", "*math-context*")};
  object_ref const c{v->value};
  if(!is_map(c)) { return {}; }
  return {expect_precision(map_get(c, keys().precision)), expect_rounding(map_get(c, keys().rounding))};
}

constexpr native rows[]{
    {"math-context",
     "([precision rounding])",
     "What *math-context* holds for decimal arithmetic with so many digits, rounded as the symbol says, HALF_UP when "
     "it is "
     "nil.",
     {make_context}},
};

} // namespace

struct math_context_table : rows_of_core<rows> {};
native_table math_context_natives() { return table_of<math_context_table>(); }
void watch_math_context() { current_math_context = bound_context; }

} // namespace jank::ns
