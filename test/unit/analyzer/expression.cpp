#include "analyzer/analysis.hpp"
#include "catch2.hpp"

using namespace jank;

namespace {

std::string nested(std::string const &before, std::string const &inner, std::string const &after, int times) {
  std::string text{inner};
  for(int i{0}; i < times; ++i) { text = before + text + after; }
  return text;
}

} // namespace

TEST_CASE_METHOD(test::session, "deep nesting is refused before the stack ends") {
  CHECK(refusal(nested("(do ", "1", ")", 400)) == "accepted: 1");
  std::string const refused{
      "forms are nested more than 450 deep (name the inner parts with let or move them to functions of their own)"};
  CHECK(refusal(nested("(do ", "1", ")", 490)) == "1:1801: " + refused);
  CHECK(refusal(nested("[", "1", "]", 490)) == "1:451: " + refused);
}

TEST_CASE_METHOD(test::session, "what folds nests as deep as it has arguments") {
  CHECK(refusal(nested("(+ ", "1", " 2)", 400)).starts_with("accepted"));
  CHECK(refusal(nested("(+ ", "1", " 2 3 4 5 6 7 8 9)", 400)).ends_with("move them to functions of their own)"));
}

TEST_CASE_METHOD(test::session, "nodes know their line and column") {
  auto const made{analyze("(let* [a 1]\n  (vector a\n    [a]))")};
  auto const *const let{static_cast<analyzer::let_node *>(made->root)};
  CHECK(let->at == reader::position{1, 1});
  auto const *const call{static_cast<analyzer::call_node *>(let->body)};
  CHECK(call->at == reader::position{2, 3});
  CHECK(call->callee->at == reader::position{2, 4});
  CHECK(call->args[0]->at == reader::position{2, 11});
  CHECK(call->args[1]->at == reader::position{3, 5});
}
