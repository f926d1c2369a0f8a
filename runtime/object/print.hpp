#pragma once

// Values as text.
//
// Printing a lazy seq realizes it; collection is delayed meanwhile. A value nested deeper than nesting.hpp
// allows throws stack_overflow. What has no end is printed without end, but can be interrupted (memory/interruption.hpp).

#include "object/object.hpp"

#include <string>

namespace jank::object {

// How values are printed where a program says so: the vars *print-length* and its like.
struct print_settings {
  bool readably{true};
  bool metadata{};         // ^{...} before what has some
  bool namespace_maps{};   // #:ns{...} where all keys are of one namespace
  std::int64_t length{-1}; // elements of a collection that are shown; -1: all
  std::int64_t level{-1};  // levels of nesting that are shown; -1: all
  bool dup{};              // see print_dup.hpp

  // Called between elements, and may take what there is so far out of `out`: for values that are too long to be kept, or have no end. It may
  // throw, which ends printing. Null: all of the text is in `out` at the end.
  void (*drain)(std::string &out, object_ref to){};
  object_ref to{nil}; // where it goes
};
void print(std::string &out, object_ref v, print_settings const &settings);

// Asked before each heap object that `print` with settings comes to (at whatever depth); true when it has printed it. What
// `print_text`, messages and `str` show does not ask.
using print_override = bool (*)(std::string &out, object_ref v, print_settings const &settings);
void set_print_override(print_override f); // null: nobody

// As `pr`: readable, what can be read back reads back equal. Doubles are the shortest that read back the
// same.
std::string to_readable(object_ref v);
void print_readably(std::string &out, object_ref v);
// As `print`: strings and characters as they are, inside collections too.
std::string to_text(object_ref v);
void print_text(std::string &out, object_ref v);
// Either, with "..." for what follows after about `most` bytes.
void print_within(std::string &out, object_ref v, bool readably, std::size_t most);
// As `str`: a string or a character as it is, nil as nothing, a number without the N or M, of a regular expression its pattern,
// everything else readably.
std::string to_str(object_ref v);
void print_str(std::string &out, object_ref v);

// For messages: readable, but long strings and collections are cut, with "...", at about 200 bytes; what is
// lazy stays so.
std::string to_short_text(object_ref v);

// Kinds that higher layers define print by what they register here; without that, as #object[type-name
// address].
using printer = void (*)(std::string &out, object_ref v, bool readably);
void set_printer(kind k, printer p);

// The parts (print_scalar.cpp). Doubles look as in Clojure: 1.0, 1.0E10, ##Inf.
void append_double(std::string &out, double d);
void append_readable_char(std::string &out, char32_t c);           // \a, \space, \u0000
void append_readable_string(std::string &out, std::string_view s); // quoted and escaped

} // namespace jank::object
