#pragma once

// Strings: UTF-8 bytes that are indexed and counted by Unicode characters (code points). A string of ASCII alone is indexed
// in constant time; others keep the byte offset of every 64th character once they are indexed. Immutable.

#include "object/object.hpp"

#include <string>
#include <string_view>

namespace jank::object {

struct string : heap_object {
  static constexpr kind object_kind{kind::string};
  std::uint32_t hash; // odd; 0: not computed yet
  std::uint32_t byte_count;
  std::uint32_t char_count;
  char const *bytes;          // in the string's own cell or in atomic memory; NUL after the end
  std::uint32_t *breadcrumbs; // atomic memory or null

  std::string_view view() const { return {bytes, byte_count}; }
};

// Copies. Bytes that are no UTF-8 are replaced by U+FFFD.
string *make_string(std::string_view utf8);
// head followed by tail; throws when that is too long.
string *concatenate(string const *head, string const *tail);
// Odd; computed once. The same as `hash` of the string.
std::uint32_t string_hash(string *s);
// The character at `index`; throws index out of bounds.
char32_t char_at(string *s, std::int64_t index);
// The characters from begin up to end; throws index out of bounds.
string *substring(string *s, std::int64_t begin, std::int64_t end);
// What is no Unicode scalar value (a surrogate, above 10ffff) is appended as U+FFFD.
void append_utf8(std::string &out, char32_t c);
// Decodes one character at `at` and moves `at` behind it. Of what is no UTF-8 it takes the longest part that could have
// begun a character, at least one byte, and returns U+FFFD. Requires at < s.size().
char32_t decode_utf8(std::string_view s, std::size_t &at);

} // namespace jank::object
