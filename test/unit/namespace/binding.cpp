#include "image.hpp"

using namespace jank::test;

namespace {

var *dynamic_var(object_ref root) {
  var *const v{intern_var(fresh_namespace(), "*x*")};
  define(v, root, make_map({key("dynamic"), jank_true}));
  return v;
}
object_ref to(var *v, object_ref value) { return make_map({object_ref{v}, value}); }

} // namespace

TEST_CASE("a binding holds until it is popped") {
  var *const v{dynamic_var(number(0))};
  push_bindings(to(v, number(1)));
  CHECK(v->value == number(1));
  push_bindings(to(v, number(2)));
  CHECK(v->value == number(2));
  pop_bindings();
  CHECK(v->value == number(1));
  pop_bindings();
  CHECK(v->value == number(0));
  CHECK(v->root == number(0));
}

TEST_CASE("frames of several vars come off in one piece") {
  var *const a{dynamic_var(number(1))};
  var *const b{dynamic_var(number(2))};
  std::size_t const depth{binding_depth()};
  push_bindings(make_map({object_ref{a}, number(10), object_ref{b}, number(20)}));
  push_bindings(to(a, number(100)));
  CHECK(binding_depth() == depth + 2);
  pop_bindings_to(depth);
  CHECK(a->value == number(1));
  CHECK(b->value == number(2));
}

TEST_CASE("binding the root of a bound var shows when the bindings are gone") {
  var *const v{dynamic_var(number(0))};
  push_bindings(to(v, number(1)));
  push_bindings(to(v, number(2)));
  bind_root(v, number(7));
  CHECK(v->value == number(2));
  CHECK(v->root == number(7));
  pop_bindings();
  CHECK(v->value == number(1));
  pop_bindings();
  CHECK(v->value == number(7));
}

TEST_CASE("set! changes the innermost binding only") {
  var *const v{dynamic_var(number(0))};
  CHECK(thrown_message([&] { set_bound(v, number(1)); }).find("has no binding here") != std::string::npos);
  push_bindings(to(v, number(1)));
  set_bound(v, number(5));
  CHECK(v->value == number(5));
  pop_bindings();
  CHECK(v->value == number(0));
}

TEST_CASE("a frame with a var that is not dynamic is refused whole") {
  var *const dynamic{dynamic_var(number(0))};
  var *const plain{intern_var(fresh_namespace(), "plain")};
  bind_root(plain, number(1));
  std::size_t const depth{binding_depth()};
  auto const message{
      thrown_message([&] { push_bindings(make_map({object_ref{dynamic}, number(9), object_ref{plain}, number(9)})); })};
  CHECK(message.find("#'" + qualified_name(plain)) != std::string::npos);
  CHECK(message.find("^:dynamic") != std::string::npos);
  CHECK(dynamic->value == number(0));
  CHECK(binding_depth() == depth);
}

TEST_CASE("a bound var calls what it is bound to") {
  var *const v{dynamic_var(core("+"))};
  push_bindings(to(v, core("-")));
  CHECK(call(object_ref{v}, number(3), number(1)) == number(2));
  pop_bindings();
  CHECK(call(object_ref{v}, number(3), number(1)) == number(4));
}

TEST_CASE("the current namespace can be bound") {
  name_space *const outer{current_namespace()};
  name_space *const inner{fresh_namespace()};
  var *const v{find_var(core_namespace(), make_symbol("*ns*"))};
  push_bindings(to(v, object_ref{inner}));
  CHECK(current_namespace() == inner);
  set_current_namespace(fresh_namespace());
  pop_bindings();
  CHECK(current_namespace() == outer);
}
