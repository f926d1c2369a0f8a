// Arrays.

#include "object/array.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

array *expect_array(object_ref v, char const *function) { return expect<array>(v, function, "an array"); }

// An element by its keyword (:long), its name as a string or symbol, or anything else: objects.
element element_named(object_ref type) {
  std::string_view name;
  if(auto const *const k{try_cast<keyword>(type)}) { name = k->name->view(); }
  if(auto const *const s{try_cast<symbol>(type)}) { name = s->name->view(); }
  if(auto const *const s{try_cast<string>(type)}) { name = s->view(); }
  for(std::size_t i{}; i < element_count; ++i) {
    if(name == element_name(static_cast<element>(i))) { return static_cast<element>(i); }
  }
  return element::object;
}

std::size_t checked_index(array const *a, object_ref index, char const *function) {
  auto const i{expect_long(index, function)};
  if(i < 0 || i >= a->length) {
    throw_error(error_kind::index_out_of_bounds,
                "index " + std::to_string(i) + " is out of bounds for an array of " + std::to_string(a->length));
  }
  return static_cast<std::size_t>(i);
}

object_ref get_at(object_ref, object_ref a, object_ref index) {
  auto const *const from{expect_array(a, "aget")};
  return array_get(from, checked_index(from, index, "aget"));
}
object_ref get_deep(object_ref self, object_ref a, object_ref index, object_ref more) {
  object_ref value{get_at(self, a, index)};
  for_each(more, [&](object_ref i) { value = get_at(self, value, i); });
  return value;
}

object_ref set_at(object_ref, object_ref a, object_ref index, object_ref value) {
  auto *const into{expect_array(a, "aset")};
  array_set(into, checked_index(into, index, "aset"), value);
  return value;
}
// (aset a i j ... value): the last of `more` is the value, the others lead to the innermost array.
object_ref set_deep(object_ref self, object_ref a, object_ref index, object_ref next_index, object_ref more) {
  value_array const rest{to_array(more)};
  object_ref inner{get_at(self, a, index)};
  object_ref at{next_index};
  for(std::size_t i{}; i + 1 < rest.size(); ++i) {
    inner = get_at(self, inner, at);
    at = rest[i];
  }
  return set_at(self, inner, at, rest.back());
}

// An array of a length, or of the elements of a collection.
object_ref of_elements(element holds, object_ref coll) {
  value_array const items{to_array(coll)};
  auto *const made{make_array(holds, static_cast<std::int64_t>(items.size()))};
  for(std::size_t i{}; i < items.size(); ++i) { array_set(made, i, items[i]); }
  return object_ref{made};
}
object_ref sized_or_of(element holds, object_ref size_or_coll) {
  if(is_number(size_or_coll)) { return object_ref{make_array(holds, to_long(size_or_coll))}; }
  return of_elements(holds, size_or_coll);
}
// The elements of `init`, which is a value to fill with or a seq of values, as far as they reach.
object_ref filled(element holds, object_ref size, object_ref init) {
  rooted<object_ref> const made{object_ref{make_array(holds, to_long(size))}};
  auto const length{cast<array>(made)->length};
  if(!is_seqable(init) || init.is_nil()) {
    for(std::size_t i{}; i < length; ++i) { array_set(cast<array>(made), i, init); }
    return made;
  }
  rooted<object_ref> s{init};
  for(std::size_t i{}; i < length; ++i) {
    s = seq_rooted(s);
    if(s.get().is_nil()) { break; }
    array_set(cast<array>(made), i, first_rooted(s));
    s = rest_rooted(s);
  }
  return made;
}

template <element E> object_ref one(object_ref, object_ref size_or_coll) { return sized_or_of(E, size_or_coll); }
template <element E> object_ref two(object_ref, object_ref size, object_ref init) { return filled(E, size, init); }

object_ref of_dimensions(element holds, value_array const &lengths, std::size_t from) {
  auto const length{to_long(lengths[from])};
  if(from + 1 == lengths.size()) { return object_ref{make_array(holds, length)}; }
  object_ref const outer{make_array(element::object, length)};
  for(std::int64_t i{}; i < length; ++i) {
    array_set(cast<array>(outer), static_cast<std::size_t>(i), of_dimensions(holds, lengths, from + 1));
  }
  return outer;
}
object_ref with_dimensions(object_ref, object_ref type, object_ref length, object_ref more) {
  value_array lengths{length};
  for_each(more, [&lengths](object_ref v) { lengths.push_back(v); });
  return of_dimensions(element_named(type), lengths, 0);
}

template <element E> object_ref holds(object_ref, object_ref x) {
  return make_boolean(is<array>(x) && cast<array>(x)->holds == E);
}

template <element E> object_ref cast_to(object_ref, object_ref x) {
  if(!is<array>(x) || cast<array>(x)->holds != E) {
    auto const wanted{std::string{"an array of "} + element_name(E) + "s"};
    throw_wrong_argument((std::string{element_name(E)} + 's').c_str(), wanted.c_str(), x);
  }
  return x;
}

#define JANK_SIZED(name, which)                                                                                        \
  {name "-array",                                                                                                      \
   "([size-or-seq] [size init-val-or-seq])",                                                                           \
   "An array of " name                                                                                                 \
   "s: of a length, filled with a value or with the elements of a seq as far as they reach, or of the elements of a "  \
   "collection.",                                                                                                      \
   {one<element::which>, two<element::which>}},                                                                        \
  {                                                                                                                    \
    name "s", "([xs])", "xs, which must be an array of " name "s.", { cast_to<element::which> }                        \
  }

constexpr native rows[]{
    JANK_SIZED("boolean", boolean),
    JANK_SIZED("byte", byte),
    JANK_SIZED("char", character),
    JANK_SIZED("short", short_integer),
    JANK_SIZED("int", integer),
    JANK_SIZED("long", long_integer),
    JANK_SIZED("float", single_float),
    JANK_SIZED("double", double_float),
    {"object-array",
     "([size-or-seq])",
     "An array of any values: of a length, all nil, or of the elements of a collection.",
     {one<element::object>}},
    {"make-array",
     "([type len] [type dim & more-dims])",
     "An array of a length, or an array of arrays with more than one. type says what it holds: :boolean, :byte, :char, "
     ":short, :int, :long, :float or :double; anything else means any values.",
     {+[](object_ref, object_ref type, object_ref length) {
       return object_ref{make_array(element_named(type), to_long(length))};
     }},
     with_dimensions},
    {"into-array",
     "([aseq] [type aseq])",
     "An array of the elements of aseq. type as for make-array; any values when left out.",
     {one<element::object>,
      +[](object_ref, object_ref type, object_ref coll) { return of_elements(element_named(type), coll); }}},
    {"to-array",
     "([coll])",
     "An array of the elements of coll; an array is copied.",
     {+[](object_ref, object_ref coll) { return of_elements(element::object, coll); }}},
    {"to-array-2d",
     "([coll])",
     "An array of arrays of the elements of the collections in coll.",
     {+[](object_ref, object_ref coll) {
       rooted<object_ref> const outer{of_elements(element::object, coll)};
       for(std::size_t i{}; i < cast<array>(outer)->length; ++i) {
         object_ref const inner{of_elements(element::object, array_get(cast<array>(outer), i))};
         array_set(cast<array>(outer), i, inner);
       }
       return outer.get();
     }}},
    {"array?", "([x])", "Is x an array?", {+[](object_ref, object_ref x) { return make_boolean(is<array>(x)); }}},
    {"array-element*",
     "([x])",
     "What the array holds, as a keyword: :object, :long, ...; nil when x is no array.",
     {+[](object_ref, object_ref x) {
       return is<array>(x) ? object_ref{make_keyword(element_name(cast<array>(x)->holds))} : nil;
     }}},
    {"bytes?", "([x])", "Is x an array of bytes?", {holds<element::byte>}},
    {"alength", "([array])", "How many places the array has.", {+[](object_ref, object_ref a) {
       return make_long(expect_array(a, "alength")->length);
     }}},
    {"aclone", "([array])", "A new array with the same elements.", {+[](object_ref, object_ref a) {
       return object_ref{copy_array(expect_array(a, "aclone"))};
     }}},
    {"aget",
     "([array idx] [array idx & idxs])",
     "The element of the array at the index; with more indices, of the arrays inside it.",
     {get_at},
     get_deep},
    {"aset",
     "([array idx val] [array idx idx2 & idxv])",
     "Stores val in the array at the index, or, with more indices, in the arrays inside it. Returns val.",
     {set_at},
     set_deep},
};
#undef JANK_SIZED

} // namespace

struct array_table : rows_of_core<rows> {};
native_table array_natives() { return table_of<array_table>(); }

} // namespace jank::ns
