#include "reader/special_symbol.hpp"

#include <algorithm>

namespace jank::reader {

namespace {

constexpr std::string_view special_symbols[]{
    "def", "if",    "do",      "let*",   "loop*", "recur", "fn*", "quote", "var",   "throw",
    "try", "catch", "finally", "letfn*", "set!",  "&",     ".",   "new",   "case*", "fields*",
};

} // namespace

bool is_special_symbol(object::symbol const *s) {
  return s->ns == nullptr && std::ranges::find(special_symbols, s->name->view()) != std::end(special_symbols);
}

} // namespace jank::reader
