// What a value is.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/reference.hpp"
#include "object/type.hpp"

#include <cmath>

namespace jank::ns {

namespace {

template <bool (*Test)(object_ref)> object_ref test(object_ref, object_ref x) { return make_boolean(Test(x)); }
template <kind K> object_ref of_kind(object_ref, object_ref x) { return make_boolean(is(x, K)); }
template <std::uint32_t Flags> object_ref flagged(object_ref, object_ref x) { return make_boolean(has_flag(x, Flags)); }

bool is_positive(object_ref x) { return less(make_fixnum(0), x); }
bool is_negative(object_ref x) { return less(x, make_fixnum(0)); }
bool is_zero(object_ref x) { return numerically_equal(x, make_fixnum(0)); }

bool is_list(object_ref x) { return is(x, kind::list); }
// What implements the host protocol that stands for the group.
bool is_instance_in(object_ref x, group g) { return is(x, kind::instance) && is_instance(x, group_type(g)); }
template <std::uint32_t Flags, group G> object_ref flagged_or_in(object_ref, object_ref x) {
  return make_boolean(has_flag(x, Flags) || is_instance_in(x, G));
}
bool is_ident(object_ref x) { return has_flag(x, flag_named); }
bool has_namespace(object_ref x) {
  if(auto const *const s{try_cast<symbol>(x)}) { return s->ns != nullptr; }
  return cast<keyword>(x)->ns != nullptr;
}
bool is_reversible(object_ref x) { return is_vector(x) || is(x, kind::sorted_map) || is(x, kind::sorted_set); }
bool is_derefable(object_ref x) {
  return is(x, kind::atom) || is(x, kind::volatile_box) || is(x, kind::delay) || is(x, kind::reduced) ||
         is(x, kind::var) || is(x, kind::cell) || is_instance_in(x, group::reference);
}

constexpr native rows[]{
    {"nil?", "([x])", "Is x nil?", {test<[](object_ref x) { return x.is_nil(); }>}},
    {"some?", "([x])", "Is x anything but nil?", {test<[](object_ref x) { return x.is_some(); }>}},
    {"true?", "([x])", "Is x the value true?", {test<[](object_ref x) { return x == jank_true; }>}},
    {"false?", "([x])", "Is x the value false?", {test<[](object_ref x) { return x == jank_false; }>}},
    {"boolean?", "([x])", "Is x true or false?", {test<[](object_ref x) { return x.is_boolean(); }>}},
    {"boolean",
     "([x])",
     "true when x counts as true, else false: only nil and false do not.",
     {test<[](object_ref x) { return x.truthy(); }>}},
    {"not", "([x])", "true when x is nil or false, else false.", {test<[](object_ref x) { return !x.truthy(); }>}},
    {"any?", "([x])", "true, whatever x is.", {test<[](object_ref) { return true; }>}},
    {"number?", "([x])", "Is x a number?", {test<is_number>}},
    {"integer?", "([n])", "Is n an integer, of 64 bits or big?", {test<is_integer>}},
    {"int?", "([x])", "Is x an integer of fixed precision?", {test<is_long>}},
    {"rational?", "([n])", "Is n an integer, a ratio or a big decimal?", {test<is_rational>}},
    {"ratio?", "([n])", "Is n a ratio?", {test<is_ratio>}},
    {"decimal?", "([n])", "Is n a big decimal?", {test<is_decimal>}},
    {"double?", "([x])", "Is x a double?", {test<is_double>}},
    {"float?", "([n])", "Is n a floating point number?", {test<is_double>}},
    {"pos-int?",
     "([x])",
     "Is x an integer above zero?",
     {test<[](object_ref x) { return is_long(x) && as_long(x) > 0; }>}},
    {"neg-int?",
     "([x])",
     "Is x an integer below zero?",
     {test<[](object_ref x) { return is_long(x) && as_long(x) < 0; }>}},
    {"nat-int?",
     "([x])",
     "Is x zero or an integer above it?",
     {test<[](object_ref x) { return is_long(x) && as_long(x) >= 0; }>}},
    {"zero?", "([num])", "Is the number zero?", {test<is_zero>}},
    {"pos?", "([num])", "Is the number greater than zero?", {test<is_positive>}},
    {"neg?", "([num])", "Is the number less than zero?", {test<is_negative>}},
    {"string?", "([x])", "Is x a string?", {of_kind<kind::string>}},
    {"char?", "([x])", "Is x a character?", {test<[](object_ref x) { return x.is_char(); }>}},
    {"keyword?", "([x])", "Is x a keyword?", {of_kind<kind::keyword>}},
    {"symbol?", "([x])", "Is x a symbol?", {of_kind<kind::symbol>}},
    {"ident?", "([x])", "Is x a symbol or a keyword?", {test<is_ident>}},
    {"simple-ident?",
     "([x])",
     "Is x a symbol or keyword without a namespace?",
     {test<[](object_ref x) { return is_ident(x) && !has_namespace(x); }>}},
    {"qualified-ident?",
     "([x])",
     "Is x a symbol or keyword with a namespace?",
     {test<[](object_ref x) { return is_ident(x) && has_namespace(x); }>}},
    {"simple-symbol?",
     "([x])",
     "Is x a symbol without a namespace?",
     {test<[](object_ref x) { return is<symbol>(x) && !has_namespace(x); }>}},
    {"qualified-symbol?",
     "([x])",
     "Is x a symbol with a namespace?",
     {test<[](object_ref x) { return is<symbol>(x) && has_namespace(x); }>}},
    {"simple-keyword?",
     "([x])",
     "Is x a keyword without a namespace?",
     {test<[](object_ref x) { return is<keyword>(x) && !has_namespace(x); }>}},
    {"qualified-keyword?",
     "([x])",
     "Is x a keyword with a namespace?",
     {test<[](object_ref x) { return is<keyword>(x) && has_namespace(x); }>}},
    {"map?", "([x])", "Is x a map?", {flagged_or_in<flag_map, group::map>}},
    {"vector?", "([x])", "Is x a vector?", {flagged<flag_vector>}},
    {"set?", "([x])", "Is x a set?", {flagged_or_in<flag_set, group::set>}},
    {"list?", "([x])", "Is x a list?", {test<is_list>}},
    {"seq?", "([x])", "Is x a seq: something that first and rest take apart as it is?", {flagged<flag_seq>}},
    {"sequential?",
     "([coll])",
     "Does coll have an order, as lists, vectors and seqs have?",
     {flagged<flag_sequential>}},
    {"coll?",
     "([x])",
     "Is x a collection: a seq, vector, map or set?",
     {flagged_or_in < flag_seq | flag_sequential | flag_map | flag_set | flag_vector, group::collection > }},
    {"associative?", "([coll])", "Can assoc add to coll?", {flagged<flag_associative>}},
    {"counted?", "([coll])", "Does coll know its count without being walked?", {flagged<flag_counted>}},
    {"indexed?", "([coll])", "Does nth reach any element of coll at once?", {flagged<flag_vector>}},
    {"reversible?", "([coll])", "Can rseq walk coll backwards?", {test<is_reversible>}},
    {"seqable?", "([x])", "Can seq be called with x?", {test<is_seqable>}},
    {"map-entry?", "([x])", "Is x an entry of a map?", {of_kind<kind::map_entry>}},
    {"fn?", "([x])", "Is x a function, made by fn?", {of_kind<kind::function>}},
    {"ifn?", "([x])", "Can x be called?", {flagged<flag_ifn>}},
    {"var?", "([x])", "Is x a var?", {of_kind<kind::var>}},
    {"atom?", "([x])", "Is x an atom?", {of_kind<kind::atom>}},
    {"volatile?", "([x])", "Is x a volatile?", {of_kind<kind::volatile_box>}},
    {"delay?", "([x])", "Is x a delay?", {of_kind<kind::delay>}},
    {"reduced?", "([x])", "Is x the result of reduced?", {of_kind<kind::reduced>}},
    {"namespace?", "([x])", "Is x a namespace?", {of_kind<kind::name_space>}},
    {"derefable?", "([x])", "Can deref be called with x?", {test<is_derefable>}},
};

} // namespace

struct predicate_table : rows_of_core<rows> {};
native_table predicate_natives() { return table_of<predicate_table>(); }

} // namespace jank::ns
