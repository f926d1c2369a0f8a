#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

TEST_CASE_METHOD(test::session_with_f, "what evaluates to itself is a constant of its type") {
  CHECK(dump("nil") == "nil");
  CHECK(dump(":user/k") == ":user/k");
  CHECK(dump("\"text\"") == "\"text\"");
  CHECK(dump("\\a") == "\\a");
  CHECK(analyze("7")->root->type == analyzer::value_type::long_integer);
  CHECK(analyze("123456789012")->root->type == analyzer::value_type::long_integer);
  CHECK(analyze("1.5")->root->type == analyzer::value_type::double_float);
  CHECK(analyze("false")->root->type == analyzer::value_type::boolean);
  CHECK(analyze("nil")->root->type == analyzer::value_type::object);
  CHECK(analyze("\"7\"")->root->type == analyzer::value_type::object);
}

TEST_CASE_METHOD(test::session_with_f, "quoted forms are constants as they stand") {
  CHECK(dump("'foo/bar") == "'foo/bar");
  CHECK(dump("'(f x [y])") == "'(f x [y])");
  CHECK(dump("'[a b]") == "[a b]");
  CHECK(dump("()") == "'()");
  CHECK(dump("'7") == "7");
  CHECK(analyze("'7")->root->type == analyzer::value_type::long_integer);
}

TEST_CASE_METHOD(test::session_with_f, "collections are constant when all they hold is constant") {
  CHECK(dump("[]") == "[]");
  CHECK(dump("[1 [2 :a] 'b]") == "[1 [2 :a] b]");
  CHECK(dump("{:a {:b 1}}") == "{:a {:b 1}}");
  CHECK(dump("#{:a}") == "#{:a}");
  CHECK(dump("[1 (f 2)]") == "(vector 1 (call user/f 2))");
  CHECK(dump("{:a 1 :b (f 2)}") == "(map :a 1 :b (call user/f 2))");
  CHECK(dump("#{(f 1)}") == "(set (call user/f 1))");
  CHECK(dump("[[1 2] [(f 3)]]") == "(vector [1 2] (vector (call user/f 3)))");
}

TEST_CASE_METHOD(test::session_with_f, "metadata of a literal is evaluated and kept") {
  auto const made{analyze("^{:a [1 'b]} [1 2]")};
  REQUIRE(made->root->what == analyzer::node_kind::constant);
  CHECK(object::to_readable(object::meta(static_cast<analyzer::constant_node *>(made->root)->value)) == "{:a [1 b]}");
  CHECK(dump("^{:a (f 1)} [1 2]") == "(call clojure.core/with-meta [1 2] (map :a (call user/f 1)))");
  CHECK(dump("^:k {:a (f 1)}") == "(call clojure.core/with-meta (map :a (call user/f 1)) {:k true})");
}
