#include "image.hpp"
#include "object/sequence.hpp"

using namespace jank::test;

namespace {

object_ref increment(object_ref, object_ref x) { return add(x, number(1)); }
object_ref decrement(object_ref, object_ref x) { return subtract(x, number(1)); }

object_ref seen{nil};
object_ref note(object_ref, object_ref k, object_ref reference, object_ref before, object_ref after) {
  seen = conj(seen, make_vector({k, reference, before, after}));
  return nil;
}
object_ref refuse(object_ref, object_ref, object_ref, object_ref, object_ref) {
  throw_error(error_kind::illegal_state, "the watch refuses");
}

} // namespace

TEST_CASE("a var that was made but not defined is unbound") {
  var *const v{intern_var(fresh_namespace(), "x")};
  CHECK_FALSE(v->has(var_bound));
  CHECK(is(v->value, kind::unbound));

  SECTION("calling it throws and names it") {
    auto const message{thrown_message([&] { call(object_ref{v}, number(1)); })};
    CHECK(message.find("#'" + qualified_name(v)) != std::string::npos);
    CHECK(message.find("no value yet") != std::string::npos);
  }
  SECTION("binding its root makes it bound") {
    bind_root(v, number(1));
    CHECK(v->has(var_bound));
    CHECK(v->value == number(1));
  }
}

TEST_CASE("calling a var is calling its value, with any number of arguments") {
  var *const v{intern_var(fresh_namespace(), "f")};
  bind_root(v, native_function(increment));
  CHECK(call(object_ref{v}, number(1)) == number(2));
  bind_root(v, native_function(decrement));
  CHECK(call(object_ref{v}, number(1)) == number(0));

  SECTION("wrong numbers of arguments are the value's affair") {
    CHECK(thrown_message([&] { call(object_ref{v}); }) == thrown_message([&] { call(v->value); }));
  }
  SECTION("a value that can't be called says so") {
    bind_root(v, number(5));
    CHECK(thrown_message([&] { call(object_ref{v}, nil); }) == thrown_message([&] { call(number(5), nil); }));
    CHECK(v->callable != nullptr);
  }
  SECTION("twenty arguments pass") {
    bind_root(v, core("+"));
    object_ref const one{number(1)};
    CHECK(call(object_ref{v}, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one, one,
               one, one) == number(20));
  }
}

TEST_CASE("each binding of the root counts a version") {
  var *const v{intern_var(fresh_namespace(), "x")};
  CHECK(v->version / 2 == 0);
  bind_root(v, number(1));
  bind_root(v, number(2));
  CHECK(v->version / 2 == 2);
  CHECK((v->version & 1) == 1);
}

TEST_CASE("watches are called once for each binding of the root") {
  var *const v{intern_var(fresh_namespace(), "x")};
  bind_root(v, number(1));
  call_core("add-watch", object_ref{v}, key("k"), native_function(note));
  seen = empty_vector();
  bind_root(v, number(2));
  CHECK(equal(seen, make_vector({make_vector({key("k"), object_ref{v}, number(1), number(2)})})));
  call_core("remove-watch", object_ref{v}, key("k"));
  bind_root(v, number(3));
  CHECK(vector_count(seen) == 1);

  SECTION("one that throws does not undo the binding") {
    call_core("add-watch", object_ref{v}, key("k"), native_function(refuse));
    CHECK(thrown_message([&] { bind_root(v, number(4)); }) == "the watch refuses");
    CHECK(v->value == number(4));
  }
}

TEST_CASE("metadata sets the flags of a var") {
  var *const v{intern_var(fresh_namespace(), "x")};
  define(v, number(1), make_map({key("dynamic"), jank_true, key("private"), jank_true, key("doc"), text("about x")}));
  CHECK(v->has(var_dynamic));
  CHECK(v->has(var_private));
  CHECK_FALSE(v->has(var_macro));

  SECTION("defining without metadata keeps what is there") {
    define(v, number(2), nil);
    CHECK(v->has(var_dynamic));
    CHECK(v->value == number(2));
  }
  SECTION("new metadata replaces the flags") {
    define(v, number(2), make_map({key("macro"), jank_true}));
    CHECK(v->has(var_macro));
    CHECK_FALSE(v->has(var_dynamic));
  }
  SECTION("its metadata knows its name and namespace") {
    object_ref const meta{metadata(v)};
    CHECK(equal(map_get(meta, key("name")), name("x")));
    CHECK(map_get(meta, key("ns")) == object_ref{v->ns});
    CHECK(equal(map_get(meta, key("doc")), text("about x")));
  }
}

TEST_CASE("vars and what they hold when unbound print by name") {
  var *const v{intern_var(intern_namespace("printed.ns"), "x")};
  CHECK(to_readable(object_ref{v}) == "#'printed.ns/x");
  CHECK(to_readable(object_ref{v->ns}) == "#object[jank.runtime.ns \"printed.ns\"]");
  CHECK(to_text(object_ref{v->ns}) == "printed.ns");
  CHECK(to_readable(v->root) == "#object[jank.runtime.unbound \"Unbound: #'printed.ns/x\"]");
}
