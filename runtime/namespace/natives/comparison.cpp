// Equality, identity, order and hashes.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"

namespace jank::ns {

namespace {

using relation = bool (*)(object_ref, object_ref);

bool greater(object_ref a, object_ref b) { return less(b, a); }
bool greater_or_equal(object_ref a, object_ref b) { return less_or_equal(b, a); }

object_ref always(object_ref, object_ref) { return jank_true; }
template <relation R> object_ref pair(object_ref, object_ref a, object_ref b) { return make_boolean(R(a, b)); }

// Does the relation hold between each value and the next?
template <relation R> bool chain_holds(object_ref a, object_ref b, object_ref rest) {
  memory::collection_delay const delay;
  if(!R(a, b)) { return false; }
  for(object_ref s{seq(rest)}; s.is_some(); s = next(s)) {
    object_ref const c{first(s)};
    if(!R(b, c)) { return false; }
    b = c;
  }
  return true;
}
template <relation R> object_ref chain(object_ref, object_ref a, object_ref b, object_ref rest) {
  return make_boolean(chain_holds<R>(a, b, rest));
}

constexpr native rows[]{
    {"=",
     "([x] [x y] [x y & more])",
     "Are the values equal? Collections compare by content, in whatever type; an integer never equals a double.",
     {always, pair<equal>},
     chain<equal>},
    {"not=",
     "([x] [x y] [x y & more])",
     "The opposite of =.",
     {+[](object_ref, object_ref) { return jank_false; },
      +[](object_ref, object_ref a, object_ref b) { return make_boolean(!equal(a, b)); }},
     +[](object_ref, object_ref a, object_ref b, object_ref rest) {
       return make_boolean(!chain_holds<equal>(a, b, rest));
     }},
    {"==",
     "([x] [x y] [x y & more])",
     "Are the numbers equal, whatever their types?",
     {always, pair<numerically_equal>},
     chain<numerically_equal>},
    {"<", "([x] [x y] [x y & more])", "Is each number less than the next?", {always, pair<less>}, chain<less>},
    {"<=",
     "([x] [x y] [x y & more])",
     "Is no number greater than the next?",
     {always, pair<less_or_equal>},
     chain<less_or_equal>},
    {">", "([x] [x y] [x y & more])", "Is each number greater than the next?", {always, pair<greater>}, chain<greater>},
    {">=",
     "([x] [x y] [x y & more])",
     "Is no number less than the next?",
     {always, pair<greater_or_equal>},
     chain<greater_or_equal>},
    {"identical?", "([x y])", "Are x and y the same object?", {+[](object_ref, object_ref a, object_ref b) {
       return make_boolean(a == b);
     }}},
    {"compare",
     "([x y])",
     "A negative number, zero or a positive one as x comes before, with or after y. nil comes first; numbers, strings, "
     "characters, symbols, keywords, booleans and vectors compare with their like.",
     {+[](object_ref, object_ref a, object_ref b) { return make_long(compare(a, b)); }}},
    {"hash", "([x])", "The hash code of x: equal values have equal ones.", {+[](object_ref, object_ref x) {
       return make_long(static_cast<std::int32_t>(hash(x)));
     }}},
};

} // namespace

struct comparison_table : rows_of_core<rows> {};
native_table comparison_natives() { return table_of<comparison_table>(); }

} // namespace jank::ns
