// #(f % %2 %&)

#include "reader/core_symbols.hpp"
#include "reader/gensym.hpp"
#include "reader/parser.hpp"

#include "object/collections.hpp"
#include "object/list.hpp"

#include <algorithm>

namespace jank::reader {

namespace {

constexpr int rest_parameter = 0;

// The suffix # makes syntax quote take a parameter for one of its own generated symbols, so that #() works inside it.
object::symbol *parameter(function_literal &literal, int n) {
  auto &used{literal.used[static_cast<std::size_t>(n)]};
  if(used == nullptr) {
    used = fresh_symbol(n == rest_parameter ? std::string{"rest__"} : "p" + std::to_string(n) + "__", "#");
  }
  return used;
}

object_ref parameter_vector(function_literal &literal) {
  object_ref parameters{object::empty_vector()};
  for(int n{1}; n <= literal.highest; ++n) { parameters = object::vector_conj(parameters, parameter(literal, n)); }
  if(auto const *const rest{literal.used[rest_parameter]}; rest != nullptr) {
    parameters = object::vector_conj(object::vector_conj(parameters, core().ampersand), rest);
  }
  return parameters;
}

// The n of %n: 1 for % alone, rest_parameter for %&.
int parameter_number(parser const &p, std::string_view token, position at) {
  std::string_view const which{token.substr(1)};
  if(which.empty()) { return 1; }
  if(which == "&") { return rest_parameter; }
  int n{};
  for(char const c : which) {
    if(!is_class(c, class_digit)) {
      fail(p, at, "unknown parameter `" + std::string{token} + "` in #()", "parameters are %, %1 to %20, and %&");
    }
    n = std::min(n * 10 + static_cast<int>(digit_value(c)), object::max_arity + 1);
  }
  if(n < 1 || n > object::max_arity) {
    fail(p, at, "there is no parameter `" + std::string{token} + "`",
         "a #() has parameters %1 to " + std::to_string(object::max_arity));
  }
  return n;
}

} // namespace

object_ref read_argument(parser &p, std::string_view token, position at) {
  int const n{parameter_number(p, token, at)};
  p.literal->highest = std::max(p.literal->highest, n);
  return p.place(object::make_symbol({}, parameter(*p.literal, n)->name->view()), at);
}

item read_function_literal(parser &p, position start) {
  if(p.literal != nullptr) {
    fail(p, start, "#() inside the #() at " + line_and_column(p.literal->at), "use (fn [x] ...) for one of the two");
  }
  function_literal literal{start};
  p.literal = &literal;
  p.text.step();
  object_ref const body{read_list(p, p.text.at).form};
  p.literal = nullptr;
  return {item_kind::form, p.place(object::make_list({core().fn, parameter_vector(literal), body}), start)};
}

} // namespace jank::reader
