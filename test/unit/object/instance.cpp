#include "object/instance.hpp"

#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"
#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

type_description *record_type(char const *name, std::initializer_list<object_ref> fields) {
  return define_type(make_symbol({}, name), make_vector(fields), true);
}

} // namespace

TEST_CASE("calling a type makes an instance with its fields") {
  type_description *const t{define_type(make_symbol({}, "user.Pair"), make_vector({sym("a"), sym("b")}), false)};
  object_ref const v{call(object_ref{t}, num(1), num(2))};
  CHECK(type_of(v) == t);
  CHECK(find_type(make_symbol({}, "user.Pair")) == t);
  CHECK_EQUAL(cast<instance>(v)->fields[1], num(2));
  CHECK(equal(v, v));
  CHECK_FALSE(equal(v, call(object_ref{t}, num(1), num(2))));
  CHECK(message_of([&] { call(object_ref{t}, num(1)); }) ==
        "wrong number of values (1) for user.Pair, which has 2 fields");
  CHECK(message_of([] { call(object_ref{type_of(nil)}); }).find("cannot make an instance of jank.runtime.nil") == 0);
}

TEST_CASE("a record is a map of its fields and whatever else it is given") {
  type_description *const t{record_type("user.R", {sym("a"), sym("b")})};
  object_ref const r{make_record(t, make_map({key("a"), num(1), key("z"), num(3)}))};
  CHECK(is_record(r));
  CHECK(map_count(r) == 3);
  CHECK_EQUAL(map_get(r, key("b")), nil);
  CHECK_EQUAL(map_get(r, key("z")), num(3));
  object_ref const changed{map_assoc(r, key("a"), num(5))};
  CHECK(type_of(changed) == t);
  CHECK_EQUAL(map_get(r, key("a")), num(1));
  CHECK_EQUAL(map_get(changed, key("a")), num(5));
  CHECK(equal(r, map_assoc(changed, key("a"), num(1))));
  CHECK(hash(r) == hash(map_assoc(changed, key("a"), num(1))));
  CHECK_FALSE(equal(r, make_map({key("a"), num(1), key("b"), nil, key("z"), num(3)})));
  CHECK(type_of(map_dissoc(r, key("z"))) == t);
  CHECK_EQUAL(map_dissoc(r, key("a")), make_map({key("b"), nil, key("z"), num(3)}));
  CHECK(to_readable(r) == "#user.R{:a 1, :b nil, :z 3}");
}

TEST_CASE("types belong to groups, vectors are a type and a group") {
  CHECK(is_instance(empty_vector(), type_of(empty_vector())));
  CHECK(is_instance(make_map_entry(nil, nil), type_of(empty_vector())));
  CHECK_FALSE(is_instance(empty_map(), type_of(empty_vector())));
  CHECK(is_instance(num(1), group_type(group::number)));
  CHECK(is_instance(num(std::int64_t{1} << 40), type_of(num(1))));
  CHECK_FALSE(is_instance(nil, group_type(group::object)));
  CHECK(is_instance(jank_false, group_type(group::object)));
  CHECK(type_of(make_record(record_type("user.S", {}), nil))->groups != 0);
}
