// The engine behind object/regex.hpp: PCRE2, which has what Java's patterns have (look-around, back references, possessive
// quantifiers) and works the same natively and in wasm. Its interpreter keeps its frames on the heap and does not recurse.

#include "memory/heap.hpp"
#include "object/error.hpp"
#include "object/regex.hpp"
#include "regex/java_syntax.hpp"

#include <algorithm>
#include <cstdlib>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace jank::regex {

using namespace object;

namespace {

// A compiled pattern holds no pointer to the heap: it is data to the collector, which frees it with its regex. The contexts, which
// live as long as the image, are not of the heap.
bool making_contexts{true};
void *take(PCRE2_SIZE bytes, void *) { return making_contexts ? std::malloc(bytes) : memory::allocate_atomic(bytes); }
void leave(void *, void *) {}

pcre2_compile_context *compile_context() {
  static pcre2_compile_context *const context{[] {
    // Kept, for the leak checker to find.
    static pcre2_general_context *const general{pcre2_general_context_create(take, leave, nullptr)};
    auto *const c{general != nullptr ? pcre2_compile_context_create(general) : nullptr};
    if(c == nullptr) { throw_error(error_kind::out_of_memory, "out of memory in a regular expression"); }
    pcre2_set_newline(c, PCRE2_NEWLINE_ANYCRLF);
    making_contexts = false;
    return c;
  }()};
  return context;
}

std::string message_of(int code) {
  PCRE2_UCHAR text[160];
  pcre2_get_error_message(code, text, sizeof text);
  return reinterpret_cast<char const *>(text);
}

PCRE2_SPTR bytes_of(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

void const *compile(std::string_view pattern, std::uint32_t &group_count, regex_failure &why) {
  try {
    translation const t{from_java(pattern)};
    int error{};
    PCRE2_SIZE at{};
    std::uint32_t const options{PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C |
                                (t.unicode_classes ? PCRE2_UCP : 0u)};
    auto *const code{pcre2_compile(bytes_of(t.pattern), t.pattern.size(), options, &error, &at, compile_context())};
    if(code == nullptr) {
      why = {at < t.origin.size() ? t.origin[at] : pattern.size(), message_of(error)};
      return nullptr;
    }
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &group_count);
    return code;
  } catch(regex_failure const &refused) {
    why = refused;
    return nullptr;
  }
}

// One for all patterns, because a search calls nothing that could search again. It keeps its backtracking frames.
pcre2_match_data *match_data(std::uint32_t pairs) {
  static pcre2_match_data *data{};
  if(data == nullptr || pcre2_get_ovector_count(data) < pairs) {
    if(data != nullptr) { pcre2_match_data_free(data); }
    data = pcre2_match_data_create(std::max<std::uint32_t>(pairs, 16), nullptr);
    if(data == nullptr) { throw_error(error_kind::out_of_memory, "out of memory in a regular expression"); }
  }
  return data;
}

bool search(void const *program, std::string_view text, std::size_t from, regex_anchor anchor,
            std::span<std::size_t> bounds) {
  auto const *const code{static_cast<pcre2_code const *>(program)};
  auto *const data{match_data(static_cast<std::uint32_t>(bounds.size() / 2))};
  std::uint32_t options{PCRE2_NO_UTF_CHECK};
  if(anchor == regex_anchor::whole) { options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED; }
  int const matched{pcre2_match(code, bytes_of(text), text.size(), from, options, data, nullptr)};
  if(matched == PCRE2_ERROR_NOMATCH) { return false; }
  if(matched < 0) {
    throw_error(error_kind::illegal_state,
                "a regular expression was given up: " + message_of(matched) +
                    "; quantifiers inside quantifiers, such as (a+)+, can try the same text in countless ways");
  }
  auto const *const found{pcre2_get_ovector_pointer(data)};
  for(std::size_t i{}; i < bounds.size(); ++i) {
    bool const set{i < 2 * static_cast<std::size_t>(matched) && found[i] != PCRE2_UNSET};
    bounds[i] = set ? found[i] : no_match;
  }
  return true;
}

int group_named(void const *program, std::string_view name) {
  std::string const text{name};
  int const number{pcre2_substring_number_from_name(static_cast<pcre2_code const *>(program),
                                                    reinterpret_cast<PCRE2_SPTR>(text.c_str()))};
  return number > 0 ? number : -1;
}

constexpr regex_engine engine{compile, search, group_named};

} // namespace

} // namespace jank::regex

extern "C" jank::object::regex_engine const *jank_regex_engine(jank::object_ref) { return &jank::regex::engine; }
