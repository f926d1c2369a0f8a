#pragma once

// Reading in the namespace `reader.test`, as text.

#include "catch2.hpp"
#include "reader/reader.hpp"

#include "namespace/namespace.hpp"
#include "object/print.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace jank::reader::test {

inline source_text make_source(std::string_view text) {
  ns::core_namespace();
  ns::set_current_namespace(ns::intern_namespace("reader.test"));
  return {"test.jank", std::string{text}};
}

inline std::vector<object_ref> read_forms(std::string_view text) {
  source_text const source{make_source(text)};
  reader r{source};
  std::vector<object_ref> forms;
  while(auto const form{r.read()}) { forms.push_back(*form); }
  return forms;
}

// The first form of the text.
inline object_ref read_one(std::string_view text) { return read_forms(text).at(0); }

// All forms of the text, printed readably, with a space between.
inline std::string read_all(std::string_view text) {
  std::string printed;
  for(auto const form : read_forms(text)) {
    if(!printed.empty()) { printed += ' '; }
    object::print_readably(printed, form);
  }
  return printed;
}

// "3:5 message | hint", with "..." at the end when more text could mend it; empty when there is no error.
inline std::string error_of(std::string_view text) {
  source_text const source{make_source(text)};
  reader r{source};
  try {
    while(r.read()) {}
  } catch(source_error const &e) {
    std::string said{std::to_string(e.at.line) + ":" + std::to_string(e.at.column) + " " + e.message};
    if(!e.hint.empty()) { said += " | " + e.hint; }
    return said + (r.incomplete() ? "..." : "");
  }
  return {};
}

struct example {
  std::string_view text;
  std::string_view expected;
};

// Each row is named when it fails.
template <typename F> void check_examples(F function, std::initializer_list<example> rows) {
  for(auto const &row : rows) {
    INFO(row.text);
    CHECK(function(row.text) == row.expected);
  }
}

} // namespace jank::reader::test
