#pragma once

// Regular expressions as values, and the matcher that walks over a text.
//
// Patterns are written in the syntax that Java documents. The engine that runs them lies outside of this layer (regex/), so that
// an image whose program has no pattern is linked without it: `jank_regex_engine` is a weak symbol, which the compiler and every
// program object with a pattern, or with a call of re-pattern, refers to.
//
// A regex is equal to itself only. Offsets are in bytes of UTF-8.

#include "object/object.hpp"
#include "object/string.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jank::object {

struct regex : heap_object {
  static constexpr kind object_kind{kind::regex};
  string *pattern;           // as it was written
  void const *program;       // the engine's, in memory of the heap
  std::uint32_t group_count; // without group 0, the whole match
};

// Why a pattern is refused, and the byte of it where that shows.
struct regex_failure {
  std::size_t at;
  std::string message;
};

enum class regex_anchor : std::uint8_t { none, whole };
inline constexpr std::size_t no_match = ~std::size_t{};

struct regex_engine {
  // Null when the pattern is refused.
  void const *(*compile)(std::string_view pattern, std::uint32_t &group_count, regex_failure &why);
  // Whether there is a match that begins at `from` or later. `bounds` (2 for each group, group 0 included) receives where each
  // group begins and ends, or no_match. Throws an illegal-state error when the search takes too many steps.
  bool (*search)(void const *program, std::string_view text, std::size_t from, regex_anchor anchor,
                 std::span<std::size_t> bounds);
  // The number of the group with that name, or -1.
  int (*group_named)(void const *program, std::string_view name);
};

// Nothing when the pattern is refused; `why` then says so.
regex *try_make_regex(std::string_view pattern, regex_failure &why);
// Throws an illegal-argument error that shows the pattern and the place.
regex *make_regex(std::string_view pattern);
// The pattern with the place under it, for messages.
std::string describe_regex_failure(std::string_view pattern, regex_failure const &why);
// #"pattern"
void print_regex(std::string &out, regex const *r);
regex_engine const &engine_of_regexes(); // throws when the image has none

// The state of `re-matcher`: where the last match was and where the next search begins.
struct matcher : heap_object {
  static constexpr kind object_kind{kind::opaque};
  void *no_pointer; // what C++ patches see of it: a null pointer
  regex *pattern;
  string *text;
  std::uint32_t from;    // where the next search begins; beyond the end of the text: nowhere
  std::uint32_t matched; // whether `bounds` holds a match
  std::size_t *bounds;   // atomic memory
};

matcher *make_matcher(regex *pattern, string *text);
matcher *try_matcher(object_ref v); // null when it is none
// The next match. After an empty one the search begins a character later.
bool find_next(matcher *m);
bool match_whole(matcher *m);
std::optional<std::string_view> group(matcher const *m, std::uint32_t number); // requires m->matched
// The text of the match when there are no groups, else a vector of it and each group's text or nil. Requires m->matched.
object_ref groups(matcher const *m);

} // namespace jank::object

// The argument only gives the function the signature that emitted code imports functions by.
extern "C" jank::object::regex_engine const *jank_regex_engine(jank::object_ref) __attribute__((weak));
