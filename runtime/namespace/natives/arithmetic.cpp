// + - * / and their like, as values: called by name the analyzer expands most of them in line.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

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
  if(is_double(a)) { return make_double(as_double(a) < 0 || as_double(a) == 0 ? 0.0 - as_double(a) : as_double(a)); }
  return less(a, zero) ? negate(a) : a;
}

// Wrapping on longs; a double on either side makes it the ordinary operation, as in Clojure.
template <typename Wrapping> object_ref unchecked(object_ref a, object_ref b, operation checked_op, Wrapping wrap) {
  if(is_long(a) && is_long(b)) {
    auto const x{static_cast<std::uint64_t>(as_long(a))};
    auto const y{static_cast<std::uint64_t>(as_long(b))};
    return make_long(static_cast<std::int64_t>(wrap(x, y)));
  }
  return checked_op(a, b);
}
object_ref unchecked_add(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, add, [](std::uint64_t x, std::uint64_t y) { return x + y; });
}
object_ref unchecked_subtract(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, subtract, [](std::uint64_t x, std::uint64_t y) { return x - y; });
}
object_ref unchecked_multiply(object_ref, object_ref a, object_ref b) {
  return unchecked(a, b, multiply, [](std::uint64_t x, std::uint64_t y) { return x * y; });
}

native const rows[]{
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
     "double.",
     {+[](object_ref, object_ref x) { return divide(one, x); }, binary<divide>},
     fold<divide>},
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
    {"abs", "([a])", "The absolute value of a. Throws when the least long is given, which has none.", {absolute}},
    {"unchecked-add", "([x y])", "The sum of two longs, wrapping around on overflow.", {unchecked_add}},
    {"unchecked-subtract",
     "([x y])",
     "The difference of two longs, wrapping around on overflow.",
     {unchecked_subtract}},
    {"unchecked-multiply", "([x y])", "The product of two longs, wrapping around on overflow.", {unchecked_multiply}},
    {"unchecked-inc",
     "([x])",
     "One more than the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_add(self, x, one); }}},
    {"unchecked-dec",
     "([x])",
     "One less than the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_subtract(self, x, one); }}},
    {"unchecked-negate",
     "([x])",
     "The negative of the long x, wrapping around on overflow.",
     {+[](object_ref self, object_ref x) { return unchecked_subtract(self, zero, x); }}},
};

} // namespace

native_table arithmetic_natives() { return table_of(rows); }

} // namespace jank::ns
