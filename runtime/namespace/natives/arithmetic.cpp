// + - * / and their like, as values: called by name the analyzer expands most of them in line.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

#include <cmath>
#include <limits>

namespace jank::ns {

namespace {

using operation = object_ref (*)(object_ref, object_ref);

object_ref const one{make_fixnum(1)};
object_ref const zero{make_fixnum(0)};

template <operation Op> object_ref binary(object_ref, object_ref a, object_ref b) { return Op(a, b); }
template <operation Op> object_ref fold(object_ref, object_ref a, object_ref b, object_ref rest) {
  object_ref result{Op(a, b)};
  for_each(rest, [&result](object_ref v) { result = Op(result, v); });
  return result;
}

// The value itself; what is no number is refused in the words of the operation.
template <operation Op> object_ref only(object_ref, object_ref a) { return is_number(a) ? a : Op(a, zero); }

object_ref checked(char const *function, object_ref v) {
  if(!is_number(v)) { throw_wrong_argument(function, "a number", v); }
  return v;
}

object_ref larger(object_ref a, object_ref b) {
  checked("max", a);
  checked("max", b);
  if(is_double(a) && as_double(a) != as_double(a)) { return a; }
  if(is_double(b) && as_double(b) != as_double(b)) { return b; }
  return less(b, a) ? a : b;
}
object_ref smaller(object_ref a, object_ref b) {
  checked("min", a);
  checked("min", b);
  if(is_double(a) && as_double(a) != as_double(a)) { return a; }
  if(is_double(b) && as_double(b) != as_double(b)) { return b; }
  return less(a, b) ? a : b;
}

object_ref absolute(object_ref, object_ref a) {
  if(is_double(a)) { return make_double(std::fabs(as_double(a))); }
  // The least long has no positive counterpart and stays what it is, as Clojure documents it.
  if(is_long(a) && as_long(a) == std::numeric_limits<std::int64_t>::min()) { return a; }
  return less(a, zero) ? negate(a) : a;
}

constexpr native rows[]{
    {"+",
     "([] [x] [x y] [x y & more])",
     "The sum of the numbers; 0 without any. Longs that overflow throw.",
     {+[](object_ref) { return zero; }, only<add>, binary<add>},
     fold<add>},
    {"-",
     "([x] [x y] [x y & more])",
     "The negative of one number, or the first less all the others. Longs that overflow throw.",
     {+[](object_ref, object_ref x) { return negate(x); }, binary<subtract>},
     fold<subtract>},
    {"*",
     "([] [x] [x y] [x y & more])",
     "The product of the numbers; 1 without any. Longs that overflow throw.",
     {+[](object_ref) { return one; }, only<multiply>, binary<multiply>},
     fold<multiply>},
    {"/",
     "([x] [x y] [x y & more])",
     "The reciprocal of one number, or the first divided by all the others. Longs that do not divide evenly give a "
     "ratio.",
     {+[](object_ref, object_ref x) { return divide(one, x); }, binary<divide>},
     fold<divide>},
    {"+'",
     "([] [x] [x y] [x y & more])",
     "The sum of the numbers; 0 without any. Longs that overflow give a big integer.",
     {+[](object_ref) { return zero; }, only<add_promoting>, binary<add_promoting>},
     fold<add_promoting>},
    {"-'",
     "([x] [x y] [x y & more])",
     "The negative of one number, or the first less all the others. Longs that overflow give a big integer.",
     {+[](object_ref, object_ref x) { return negate_promoting(x); }, binary<subtract_promoting>},
     fold<subtract_promoting>},
    {"*'",
     "([] [x] [x y] [x y & more])",
     "The product of the numbers; 1 without any. Longs that overflow give a big integer.",
     {+[](object_ref) { return one; }, only<multiply_promoting>, binary<multiply_promoting>},
     fold<multiply_promoting>},
    {"inc'", "([x])", "One more than x. A long that overflows gives a big integer.", {+[](object_ref, object_ref x) {
       return add_promoting(x, one);
     }}},
    {"dec'", "([x])", "One less than x. A long that overflows gives a big integer.", {+[](object_ref, object_ref x) {
       return subtract_promoting(x, one);
     }}},
    {"inc", "([x])", "One more than x. Throws when a long overflows.", {+[](object_ref, object_ref x) {
       return add(x, one);
     }}},
    {"dec", "([x])", "One less than x. Throws when a long overflows.", {+[](object_ref, object_ref x) {
       return subtract(x, one);
     }}},
    {"quot", "([num div])", "The quotient of dividing num by div, truncated towards zero.", {binary<quotient>}},
    {"rem", "([num div])", "The remainder of dividing num by div; it has the sign of num.", {binary<remainder>}},
    {"mod", "([num div])", "The modulus of num and div; it has the sign of div.", {binary<modulo>}},
    {"max",
     "([x] [x y] [x y & more])",
     "The greatest of the numbers; NaN when one of them is NaN.",
     {+[](object_ref, object_ref x) { return checked("max", x); }, binary<larger>},
     fold<larger>},
    {"min",
     "([x] [x y] [x y & more])",
     "The least of the numbers; NaN when one of them is NaN.",
     {+[](object_ref, object_ref x) { return checked("min", x); }, binary<smaller>},
     fold<smaller>},
    {"abs", "([a])", "The absolute value of a; the least long, which has none, is given back.", {absolute}},
};

} // namespace

struct arithmetic_table : rows_of_core<rows> {};
native_table arithmetic_natives() { return table_of<arithmetic_table>(); }

} // namespace jank::ns
