// Multimethods and hierarchies.

#include "object/multimethod.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

multimethod *expect_multimethod(object_ref v, char const *function) {
  return expect<multimethod>(v, function, "a multimethod");
}

object_ref make(object_ref, object_ref name, object_ref dispatch, object_ref default_value, object_ref hierarchy) {
  if(!is(hierarchy, kind::var) && !is(hierarchy, kind::atom)) {
    throw_wrong_argument("defmulti", "as :hierarchy a var or an atom that holds a hierarchy", hierarchy);
  }
  return make_multimethod(expect<symbol>(name, "defmulti", "a symbol"), dispatch, default_value, hierarchy);
}

object_ref add(object_ref, object_ref m, object_ref value, object_ref f) {
  add_method(expect_multimethod(m, "defmethod"), value, f);
  return m;
}
object_ref remove(object_ref, object_ref m, object_ref value) {
  remove_method(expect_multimethod(m, "remove-method"), value);
  return m;
}
object_ref remove_all(object_ref, object_ref m) {
  remove_all_methods(expect_multimethod(m, "remove-all-methods"));
  return m;
}
object_ref prefer(object_ref, object_ref m, object_ref preferred, object_ref over) {
  prefer_method(expect_multimethod(m, "prefer-method"), preferred, over);
  return m;
}

constexpr native rows[]{
    {"multimethod*",
     "([name dispatch default hierarchy])",
     "A multimethod without methods. name is a qualified symbol, hierarchy a var or atom. See defmulti.",
     {make}},
    {"add-method*",
     "([multifn dispatch-val f])",
     "Makes f the multimethod's method for the dispatch value. See defmethod.",
     {add}},
    {"remove-method",
     "([multifn dispatch-val])",
     "Takes the multimethod's method for the dispatch value away. Returns the multimethod.",
     {remove}},
    {"remove-all-methods",
     "([multifn])",
     "Takes all methods and preferences of the multimethod away. Returns it.",
     {remove_all}},
    {"prefer-method",
     "([multifn dispatch-val-x dispatch-val-y])",
     "Has the method for dispatch-val-x taken where that for dispatch-val-y would do as well. Returns the multimethod.",
     {prefer}},
    {"prefers",
     "([multifn])",
     "The preferences of the multimethod: a map of dispatch value to the set of those it is preferred over.",
     {+[](object_ref, object_ref m) { return expect_multimethod(m, "prefers")->preferred; }}},
    {"methods",
     "([multifn])",
     "The methods of the multimethod: a map of dispatch value to function.",
     {+[](object_ref, object_ref m) { return expect_multimethod(m, "methods")->methods; }}},
    {"get-method",
     "([multifn dispatch-val])",
     "The method that a call with the dispatch value takes, the default included; nil when there is none.",
     {+[](object_ref, object_ref m, object_ref value) {
       return find_method(expect_multimethod(m, "get-method"), value);
     }}},
    {"isa?*",
     "([h child parent])",
     "isa? in the hierarchy h.",
     {+[](object_ref, object_ref h, object_ref child, object_ref parent) {
       memory::collection_delay const delay;
       return make_boolean(isa(h, child, parent));
     }}},
    {"multimethod?*", "([x])", "Is x a multimethod?", {+[](object_ref, object_ref x) {
       return make_boolean(is<multimethod>(x));
     }}},
};

} // namespace

struct multimethod_table : rows_of_core<rows> {};
native_table multimethod_natives() { return table_of<multimethod_table>(); }

} // namespace jank::ns
