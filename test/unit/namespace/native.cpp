#include "image.hpp"
#include "object/sequence.hpp"

using namespace jank::test;

namespace {

object_ref none(object_ref) { return key("none"); }
object_ref one(object_ref, object_ref x) { return make_vector({key("one"), x}); }
object_ref many(object_ref, object_ref x, object_ref y, object_ref rest) {
  return make_vector({key("many"), x, y, rest});
}

native const rows[]{
    {"counted", "([] [x] [x y & more])", "Says how it was called.", {none, one}, many},
};

var *counted() {
  start_image();
  static bool const defined{[] {
    define_natives("test.natives", rows, std::size(rows));
    return true;
  }()};
  (void)defined;
  return find_var(find_namespace(make_symbol("test.natives")), make_symbol("counted"));
}

} // namespace

TEST_CASE("a row of a table becomes a function in a var") {
  var *const v{counted()};
  REQUIRE(v != nullptr);
  CHECK(is(v->value, kind::function));
  CHECK(v->origin == key("native"));
  CHECK(equal(map_get(v->meta, key("doc")), text("Says how it was called.")));
  CHECK(to_readable(map_get(v->meta, key("arglists"))) == "([] [x] [x y & more])");
}

TEST_CASE("a native is called by the arity that fits") {
  object_ref const f{counted()};
  CHECK(call(f) == key("none"));
  CHECK(to_readable(call(f, number(1))) == "[:one 1]");
  CHECK(to_readable(call(f, number(1), number(2))) == "[:many 1 2 nil]");
  CHECK(to_readable(call(f, number(1), number(2), number(3), number(4))) == "[:many 1 2 (3 4)]");
}

TEST_CASE("every native of clojure.core is documented and callable") {
  start_image();
  std::size_t natives{0};
  for_each(core_namespace()->mappings, [&](object_ref entry) {
    var *const v{cast<var>(vector_nth(entry, 1))};
    if(v->origin != key("native")) { return; }
    ++natives;
    INFO(qualified_name(v));
    REQUIRE(is<string>(map_get(v->meta, key("doc"))));
    auto const doc{cast<string>(map_get(v->meta, key("doc")))->view()};
    CHECK(doc.size() > 8);
    CHECK((doc.back() == '.' || doc.back() == '?'));
    object_ref const arglists{map_get(v->meta, key("arglists"))};
    CHECK(is(arglists, kind::list));

    // The parameter lists and the code agree: as many fixed arities, the same variadic one.
    auto const *const type{static_cast<function_type const *>(v->value.as_heap()->type)};
    std::uint32_t fixed{0};
    int variadic{-1};
    for_each(arglists, [&](object_ref arglist) {
      auto const size{static_cast<int>(vector_count(arglist))};
      if(size >= 2 && equal(vector_nth(arglist, static_cast<std::size_t>(size) - 2), name("&"))) {
        variadic = size - 2;
      } else {
        fixed |= 1u << size;
      }
    });
    CHECK(type->variadic_required == variadic);
    CHECK((type->fixed_arities & ~fixed) == 0);
    for(int n{0}; variadic == -1 && n <= max_arity; ++n) { CHECK((type->fixed_arities >> n & 1) == (fixed >> n & 1)); }
  });
  CHECK(natives > 200);
}
