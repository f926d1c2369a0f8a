#include "unit/pending.hpp"

#include "catch2.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/number.hpp"

using namespace jank;
using namespace jank::object;

namespace {

unit::unit *waiting{};
int loads{};

object_ref one(object_ref, object_ref a) { return make_vector({a}); }
object_ref two_and_rest(object_ref, object_ref a, object_ref b, object_ref rest) { return make_vector({a, b, rest}); }

void load(unit::unit *of) {
  CHECK(of == waiting);
  ++loads;
  arity_entry const fixed[]{{1, reinterpret_cast<entry>(&one)}};
  unit::settle_type(*of->types[0], fixed, reinterpret_cast<entry>(&two_and_rest));
  static unit::code_module module{};
  of->module = &module;
}

object_ref pending_function() {
  unit::set_pending_loader(load);
  loads = 0;
  waiting = unit::make_pending_unit("user:1", 1, 0);
  int const arities[]{1};
  waiting->types[0] = unit::make_pending_type(waiting, "user/f", arities, 2, 0);
  return make_function(waiting->types[0]);
}

object_ref numbers(std::initializer_list<int> all) {
  object_ref v{empty_vector()};
  for(int const n : all) { v = vector_conj(v, make_fixnum(n)); }
  return v;
}

object_ref n(int i) { return make_fixnum(i); }

} // namespace

TEST_CASE("a function without code is loaded by its first call, whichever arity that is") {
  object_ref const f{pending_function()};
  SECTION("a fixed one") { CHECK(equal(call(f, n(1)), numbers({1}))); }
  SECTION("the variadic one without a rest") { CHECK(equal(call(f, n(1), n(2)), make_vector({n(1), n(2), nil}))); }
  SECTION("with one") { CHECK(equal(call(f, n(1), n(2), n(3)), make_vector({n(1), n(2), numbers({3})}))); }
  SECTION("from an array") {
    object_ref const args[]{n(1), n(2), n(3), n(4)};
    CHECK(equal(call_array(f, args, 4), make_vector({n(1), n(2), numbers({3, 4})})));
  }
  SECTION("by apply") { CHECK(equal(apply(f, numbers({1, 2})), make_vector({n(1), n(2), nil}))); }
  CHECK(loads == 1);
  call(f, n(1));
  call(f, n(1), n(2));
  CHECK(loads == 1);
}

TEST_CASE("an entry that somebody kept from before the code was there still works") {
  object_ref const f{pending_function()};
  auto const kept{reinterpret_cast<object_ref (*)(object_ref, object_ref)>(f.as_heap()->type->entries[1])};
  call(f, n(1));
  CHECK(equal(kept(f, n(5)), numbers({5})));
  CHECK(loads == 1);
}

TEST_CASE("calls with a number of arguments that it does not take load nothing") {
  object_ref const f{pending_function()};
  CHECK_THROWS_AS(call(f), thrown_value);
  CHECK(loads == 0);
}

TEST_CASE("what fails while it is loaded is thrown to the caller, and the next call tries again") {
  object_ref const f{pending_function()};
  unit::set_pending_loader([](unit::unit *) { throw_error(error_kind::loader, "no"); });
  CHECK_THROWS_AS(call(f, n(1)), thrown_value);
  unit::set_pending_loader(load);
  CHECK(equal(call(f, n(1)), numbers({1})));
}
