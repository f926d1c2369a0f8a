#pragma once

// Where a form came from.

#include "object/error.hpp"
#include "object/object.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jank::reader {

// Lines and columns count from 1; columns count characters (code points). Line 0: unknown.
struct position {
  std::uint32_t line{};
  std::uint32_t column{};
  bool known() const { return line != 0; }
  friend bool operator==(position, position) = default;
};

// The text of one file or evaluation. `name` is what errors print: a path as the user gave it, or "<repl>".
struct source_text {
  std::string name;
  std::string text;
  std::uint32_t first_line{1}; // where the text begins in the file the editor shows

  std::string_view line(std::uint32_t number) const; // without its line end; empty when there is no such line
};

// Positions of the forms of one top-level form, by identity of the heap object (the reader makes a new symbol object for each
// occurrence). Forms made by macros have none; the nearest enclosing form that has one stands for them.
class position_table {
public:
  void set(object_ref form, position p) {
    if(form.is_heap()) { positions_[form.bits] = p; }
  }
  position find(object_ref form) const {
    auto const it{positions_.find(form.bits)};
    return it == positions_.end() ? position{} : it->second;
  }
  void clear() { positions_.clear(); }

private:
  std::unordered_map<object::word, position> positions_;
};

// "app.jank:3:5: error: <message>\n  3 | (defn f [x\n    |         ^" and a hint line when given.
std::string describe(source_text const &source, position at, std::string_view message, std::string_view hint = {});

// What reading and compiling throw in C++. It becomes an `error` object (kind reader or compiler) with :file :line :column in
// its data when it reaches jank code.
struct source_error {
  object::error_kind why;
  std::string message;
  std::string hint; // what to do; may be empty
  position at;
  std::string file;
  std::string rendered{}; // `describe` of it, once someone who still had the source text has filled it in
  bool unsupported{};     // it asks for what this dialect leaves out on purpose: classes, members, C++
};

} // namespace jank::reader
