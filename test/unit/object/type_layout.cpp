#include "object/type_layout.hpp"

#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/sequence.hpp"
#include "values.hpp"

using namespace jank::object;
using namespace jank::object::test;

namespace {

object_ref fields_named(std::initializer_list<char const *> names) {
  object_ref fields{empty_vector()};
  for(char const *const n : names) { fields = vector_conj(fields, sym(n)); }
  return fields;
}
type_description *define(char const *name, std::initializer_list<char const *> fields, bool record) {
  return define_type(make_symbol({}, name), fields_named(fields), record);
}
object_ref make(type_description *t, std::initializer_list<object_ref> values) {
  return make_instance(t, values.begin(), values.size());
}

} // namespace

TEST_CASE("a record type that is defined with other fields stays the same type") {
  type_description *const t{define("user.Grown", {"a", "b"}, true)};
  object_ref const old{make(t, {num(1), num(2)})};
  CHECK(define("user.Grown", {"b", "c"}, true) == t);
  object_ref const made{make(t, {num(2), num(3)})};
  CHECK(type_of(old) == type_of(made));
  CHECK(type_id(old) == type_id(made));

  CHECK(to_readable(old) == "#user.Grown{:b 2, :c nil, :a 1}");
  CHECK(to_readable(made) == "#user.Grown{:b 2, :c 3}");
  CHECK(map_count(old) == 3);
  CHECK(contains(old, key("c")));
  CHECK_EQUAL(map_get(old, key("c"), num(7)), nil);
  CHECK_EQUAL(map_get(old, key("a")), num(1));
  CHECK_EQUAL(map_get(made, key("a"), num(7)), num(7));

  // Equal by entries, whatever the layout, with equal hashes.
  object_ref const same{map_assoc(make(t, {num(2), nil}), key("a"), num(1))};
  CHECK_EQUAL(old, same);
  CHECK_EQUAL(same, old);
  CHECK(hash(old) == hash(same));
}

TEST_CASE("what is made of an old record has the new layout") {
  type_description *const t{define("user.Copied", {"a", "b"}, true)};
  object_ref const old{
      with_meta(map_assoc(make(t, {num(1), num(2)}), key("z"), num(26)), make_map({key("m"), num(1)}))};
  define("user.Copied", {"b", "z", "c"}, true);
  CHECK(to_readable(old) == "#user.Copied{:b 2, :z 26, :c nil, :a 1}");
  object_ref const changed{map_assoc(old, key("c"), num(3))};
  CHECK(to_readable(changed) == "#user.Copied{:b 2, :z 26, :c 3, :a 1}");
  CHECK_FALSE(is_stale(cast<instance>(changed)));
  CHECK_EQUAL(meta(changed), meta(old));
  CHECK(to_readable(map_dissoc(old, key("a"))) == "#user.Copied{:b 2, :z 26, :c nil}");
  CHECK_EQUAL(map_dissoc(old, key("b")), make_map({key("z"), num(26), key("c"), nil, key("a"), num(1)}));
  CHECK(map_dissoc(old, key("nothing")) == old);
}

TEST_CASE("the hash of a record stays when its type gets fields") {
  type_description *const t{define("user.Hashed", {"a"}, true)};
  object_ref const old{make(t, {num(1)})};
  object_ref const twin{make(t, {num(1)})};
  auto const before{hash(old)};
  define("user.Hashed", {"a", "b"}, true);
  CHECK(hash(twin) == before);
  CHECK_EQUAL(old, make(t, {num(1), nil}));
  CHECK(hash(make(t, {num(1), nil})) == before);
  define("user.Hashed", {}, true);
  object_ref const third{map_assoc(make(t, {}), key("a"), num(1))};
  CHECK_EQUAL(old, third);
  CHECK(hash(third) == before);
}

TEST_CASE("fields keep their slots, new ones come behind all others") {
  type_description *const t{define("user.Slots", {"a", "b"}, false)};
  instance_type *const first{t->instances};
  auto const plan{plan_layout(t, fields_named({"c", "b"}))};
  CHECK_EQUAL(plan.field_slots, make_vector({num(2), num(1)}));
  CHECK(plan.base == 2);
  CHECK(t->instances == first); // a plan changes nothing
  object_ref const old{make(t, {num(1), num(2)})};
  define("user.Slots", {"c", "b"}, false);
  object_ref const made{make(t, {num(3), num(2)})};
  CHECK_EQUAL(cast<instance>(made)->fields[0], nil);
  CHECK_EQUAL(cast<instance>(made)->fields[1], num(2));
  CHECK_EQUAL(cast<instance>(made)->fields[2], num(3));
  CHECK_EQUAL(read_field(cast<instance>(old), key("c")), nil);
  // A field that an old instance has no slot for can be set all the same.
  write_field(cast<instance>(old), key("c"), num(5));
  CHECK_EQUAL(read_field(cast<instance>(old), key("c")), num(5));
  CHECK_EQUAL(meta(old), nil);
  // Back to the first fields, and so to the first layout.
  define("user.Slots", {"a", "b"}, false);
  CHECK(t->instances == first);
}

TEST_CASE("a type does not become a record, nor a record a type, until its name is free") {
  define("user.Sort", {"a"}, false);
  CHECK(message_of([] {
          define("user.Sort", {"a"}, true);
        }).find("user.Sort is a deftype and cannot become a record") == 0);
  define("user.Sort2", {"a"}, true);
  CHECK(message_of([] {
          define("user.Sort2", {"a"}, false);
        }).find("user.Sort2 is a record and cannot become a deftype") == 0);
  CHECK(remove_type(make_symbol({}, "user.Sort")));
  CHECK(define("user.Sort", {"a"}, true)->sort == type_sort::record);
}
