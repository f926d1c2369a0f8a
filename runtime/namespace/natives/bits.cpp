// Bitwise operations on longs.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

using bits = std::uint64_t;

bits bits_of(object_ref v) { return static_cast<bits>(to_bits(v)); }
object_ref from_bits(bits b) { return make_long(static_cast<std::int64_t>(b)); }

// As on the usual hardware, and in Clojure, only the low six bits of a distance or an index count.
unsigned distance(object_ref v) { return static_cast<unsigned>(bits_of(v) & 63u); }
bits single(object_ref index) { return bits{1} << distance(index); }

template <bits (*Op)(bits, bits)> object_ref binary(object_ref, object_ref x, object_ref y) {
  return from_bits(Op(bits_of(x), bits_of(y)));
}
template <bits (*Op)(bits, bits)> object_ref fold(object_ref, object_ref x, object_ref y, object_ref rest) {
  bits result{Op(bits_of(x), bits_of(y))};
  for_each(rest, [&result](object_ref v) { result = Op(result, bits_of(v)); });
  return from_bits(result);
}

bits both(bits a, bits b) { return a & b; }
bits either(bits a, bits b) { return a | b; }
bits differing(bits a, bits b) { return a ^ b; }
bits without(bits a, bits b) { return a & ~b; }

constexpr native rows[]{
    {"bit-and", "([x y] [x y & more])", "The bits that are set in all of the integers.", {binary<both>}, fold<both>},
    {"bit-or", "([x y] [x y & more])", "The bits that are set in any of the integers.", {binary<either>}, fold<either>},
    {"bit-xor",
     "([x y] [x y & more])",
     "The bits that are set in an odd number of the integers.",
     {binary<differing>},
     fold<differing>},
    {"bit-and-not",
     "([x y] [x y & more])",
     "The bits of x that are set in none of the others.",
     {binary<without>},
     fold<without>},
    {"bit-not", "([x])", "x with every bit turned over.", {+[](object_ref, object_ref x) {
       return from_bits(~bits_of(x));
     }}},
    {"bit-shift-left", "([x n])", "The bits of x, n places to the left.", {+[](object_ref, object_ref x, object_ref n) {
       return from_bits(bits_of(x) << distance(n));
     }}},
    {"bit-shift-right",
     "([x n])",
     "The bits of x, n places to the right, filled with the sign.",
     {+[](object_ref, object_ref x, object_ref n) {
       return make_long(static_cast<std::int64_t>(bits_of(x)) >> distance(n));
     }}},
    {"unsigned-bit-shift-right",
     "([x n])",
     "The bits of x, n places to the right, filled with zeros.",
     {+[](object_ref, object_ref x, object_ref n) { return from_bits(bits_of(x) >> distance(n)); }}},
    {"bit-set", "([x n])", "x with bit n set.", {+[](object_ref, object_ref x, object_ref n) {
       return from_bits(bits_of(x) | single(n));
     }}},
    {"bit-clear", "([x n])", "x with bit n cleared.", {+[](object_ref, object_ref x, object_ref n) {
       return from_bits(bits_of(x) & ~single(n));
     }}},
    {"bit-flip", "([x n])", "x with bit n turned over.", {+[](object_ref, object_ref x, object_ref n) {
       return from_bits(bits_of(x) ^ single(n));
     }}},
    {"bit-test", "([x n])", "Is bit n of x set?", {+[](object_ref, object_ref x, object_ref n) {
       return make_boolean((bits_of(x) & single(n)) != 0);
     }}},
};

} // namespace

struct bit_table : rows_of_core<rows> {};
native_table bit_natives() { return table_of<bit_table>(); }

} // namespace jank::ns
