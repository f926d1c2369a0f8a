#include "object/protocol.hpp"

#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/instance.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"
#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

object_ref signature(char const *name, std::initializer_list<int> arities) {
  object_ref lists{empty_list()};
  for(int const n : arities) {
    object_ref v{empty_vector()};
    for(int i{}; i < n; ++i) { v = vector_conj(v, sym("x")); }
    lists = list_conj(lists, v);
  }
  return make_map({key("name"), sym(name), key("arglists"), lists});
}

protocol *one_method(protocol *old = nullptr, bool via_metadata = false) {
  return define_protocol(old, make_symbol("user", "P"), make_map({key("m"), signature("m", {1, 2})}), via_metadata);
}

object_ref function_of(protocol *p, char const *name) {
  return static_cast<protocol_method *>(map_get(p->methods, key(name)).as_heap())->function;
}

object_ref answers(object_ref v) {
  return make_map({key("m"), native([v](object_ref) { return v; })});
}

} // namespace

TEST_CASE("a method goes to the implementation for the type, else for the nearest group") {
  protocol *const p{one_method()};
  object_ref const m{function_of(p, "m")};
  CHECK(message_of([&] { call(m, num(1)); }) ==
        "no implementation of the method m of protocol user/P for 1, of type jank.runtime.long");
  extend_protocol(p, group_type(group::object), answers(str("object")));
  CHECK_EQUAL(call(m, num(1)), str("object"));
  extend_protocol(p, group_type(group::number), answers(str("number")));
  CHECK_EQUAL(call(m, num(1)), str("number"));
  CHECK_EQUAL(call(m, str("s")), str("object"));
  extend_protocol(p, type_of(num(1)), answers(str("long")));
  CHECK_EQUAL(call(m, num(1)), str("long"));
  CHECK_EQUAL(call(m, num(std::int64_t{1} << 40)), str("long"));
  CHECK(message_of([&] { call(m, nil); }) == "no implementation of the method m of protocol user/P for nil");
  extend_protocol(p, type_of(nil), answers(str("nil")));
  CHECK_EQUAL(call(m, nil), str("nil"));
  CHECK_EQUAL(call(m, jank_true), str("object"));
  CHECK_EQUAL(call(m, make_char('a')), str("object"));
  CHECK(satisfies(p, nil));
  withdraw_protocol(p, type_of(nil));
  CHECK_FALSE(satisfies(p, nil));
  CHECK(message_of([&] { call(m, nil); }) != "");
}

TEST_CASE("a protocol that is defined again is the same, with what it was extended to") {
  protocol *const p{one_method()};
  object_ref const held{function_of(p, "m")};
  extend_protocol(p, type_of(num(1)), answers(str("long")));
  auto const version{p->version};
  CHECK(one_method(p) == p);
  CHECK(p->version > version);
  CHECK_EQUAL(call(function_of(p, "m"), num(1)), str("long"));
  CHECK_EQUAL(call(held, num(1)), str("long"));
  CHECK(message_of([&] { extend_protocol(p, type_of(nil), make_map({key("other"), num(1)})); }) ==
        "protocol user/P has no method :other; it has m");
}

TEST_CASE("implementations may lie in metadata") {
  protocol *const p{one_method(nullptr, true)};
  object_ref const m{function_of(p, "m")};
  object_ref const f{native([](object_ref v) { return make_long(count(v)); })};
  object_ref const v{with_meta(make_vector({num(1), num(2)}), make_map({make_symbol("user", "m"), f}))};
  CHECK_EQUAL(call(m, v), num(2));
  CHECK(message_of([&] { call(m, empty_vector()); }) != "");
}

TEST_CASE("the number of arguments is that of the declaration") {
  protocol *const p{one_method()};
  CHECK(message_of([&] { call(function_of(p, "m")); }).find("wrong number of arguments (0) passed to user/m") == 0);
  CHECK(message_of([] {
          define_protocol(nullptr, make_symbol("user", "Q"), make_map({key("m"), signature("m", {0})}), false);
        }).find("must take 1 to 20 arguments") != std::string::npos);
}
