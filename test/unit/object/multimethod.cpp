#include "object/multimethod.hpp"

#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/reference.hpp"
#include "object/type.hpp"
#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

// {:parents {:child #{:parent} ...} :ancestors ...} of pairs that need no closure.
object_ref hierarchy_of(std::initializer_list<std::pair<char const *, char const *>> pairs) {
  object_ref sets{empty_map()};
  for(auto const &[child, parent] : pairs) {
    object_ref const there{map_get(sets, key(child))};
    sets = map_assoc(sets, key(child), set_conj(there.is_nil() ? empty_set() : there, key(parent)));
  }
  return make_map({key("parents"), sets, key("ancestors"), sets});
}

object_ref answering(object_ref v) {
  return native([v](object_ref) { return v; });
}

multimethod *by_itself(object_ref hierarchy) {
  return make_multimethod(make_symbol("user", "m"), native([](object_ref x) { return x; }), key("default"),
                          make_atom(hierarchy));
}

} // namespace

TEST_CASE("a multimethod calls the method for the dispatch value") {
  multimethod *const m{by_itself(empty_map())};
  add_method(m, num(1), answering(str("one")));
  CHECK_EQUAL(call(object_ref{m}, num(1)), str("one"));
  CHECK(message_of([&] { call(object_ref{m}, num(2)); }) ==
        "multimethod user/m has no method for the dispatch value 2, and no default");
  add_method(m, key("default"), answering(str("other")));
  CHECK_EQUAL(call(object_ref{m}, num(2)), str("other"));
  add_method(m, num(2), answering(str("two")));
  CHECK_EQUAL(call(object_ref{m}, num(2)), str("two"));
  remove_method(m, num(2));
  CHECK_EQUAL(call(object_ref{m}, num(2)), str("other"));
}

TEST_CASE("what was found is forgotten when the hierarchy changes") {
  multimethod *const m{by_itself(empty_map())};
  add_method(m, key("parent"), answering(num(1)));
  CHECK(find_method(m, key("child")).is_nil());
  cast<atom>(m->hierarchy)->value = hierarchy_of({{"child", "parent"}});
  CHECK_EQUAL(call(object_ref{m}, key("child")), num(1));
  cast<atom>(m->hierarchy)->value = empty_map();
  CHECK(find_method(m, key("child")).is_nil());
}

TEST_CASE("of two methods one must be nearer, or preferred") {
  multimethod *const m{by_itself(hierarchy_of({{"c", "a"}, {"c", "b"}}))};
  add_method(m, key("a"), answering(key("a")));
  add_method(m, key("b"), answering(key("b")));
  CHECK(message_of([&] { call(object_ref{m}, key("c")); }).find("has two methods for the dispatch value :c") !=
        std::string::npos);
  prefer_method(m, key("b"), key("a"));
  CHECK_EQUAL(call(object_ref{m}, key("c")), key("b"));
  CHECK(message_of([&] { prefer_method(m, key("a"), key("b")); }).find("already prefers :b to :a") !=
        std::string::npos);
  add_method(m, key("c"), answering(key("c")));
  CHECK_EQUAL(call(object_ref{m}, key("c")), key("c"));
}

TEST_CASE("isa knows equality, hierarchies, vectors and groups of types") {
  object_ref const h{hierarchy_of({{"a", "b"}})};
  CHECK(isa(h, num(1), num(1)));
  CHECK(isa(h, key("a"), key("b")));
  CHECK_FALSE(isa(h, key("b"), key("a")));
  CHECK(isa(h, make_vector({key("a"), num(1)}), make_vector({key("b"), num(1)})));
  CHECK_FALSE(isa(h, make_vector({key("a")}), make_vector({key("b"), num(1)})));
  CHECK(isa(nil, object_ref{type_of(empty_map())}, object_ref{group_type(group::map)}));
  CHECK_FALSE(isa(nil, object_ref{group_type(group::map)}, object_ref{type_of(empty_map())}));
}

TEST_CASE("a multimethod takes any number of arguments") {
  multimethod *const m{make_multimethod(make_symbol("user", "m"), native([] { return key("none"); }), key("default"),
                                        make_atom(empty_map()))};
  add_method(m, key("none"), native([] { return num(0); }));
  CHECK_EQUAL(call(object_ref{m}), num(0));
}
