// Regular expressions (object/regex.hpp): matching, and what replace and split of clojure.string are made of.

#include "object/regex.hpp"
#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

regex *expect_regex(object_ref v, char const *function) { return expect<regex>(v, function, "a regular expression"); }
string *expect_text(object_ref v, char const *function) { return expect<string>(v, function, "a string"); }

matcher *expect_matcher(object_ref v, char const *function) {
  matcher *const m{try_matcher(v)};
  if(m == nullptr) { throw_wrong_argument(function, "a matcher, as re-matcher makes it", v); }
  return m;
}

object_ref to_pattern(object_ref, object_ref s) {
  return is<regex>(s)
             ? s
             : object_ref{make_regex(expect<string>(s, "re-pattern", "a string or a regular expression")->view())};
}

object_ref new_matcher(object_ref, object_ref re, object_ref s) {
  return make_matcher(expect_regex(re, "re-matcher"), expect_text(s, "re-matcher"));
}

object_ref find_with(object_ref, object_ref m) {
  matcher *const state{expect_matcher(m, "re-find")};
  return find_next(state) ? groups(state) : nil;
}
object_ref find_in(object_ref, object_ref re, object_ref s) {
  matcher *const m{make_matcher(expect_regex(re, "re-find"), expect_text(s, "re-find"))};
  return find_next(m) ? groups(m) : nil;
}
object_ref matches(object_ref, object_ref re, object_ref s) {
  matcher *const m{make_matcher(expect_regex(re, "re-matches"), expect_text(s, "re-matches"))};
  return match_whole(m) ? groups(m) : nil;
}
object_ref groups_of(object_ref, object_ref m) {
  matcher *const state{expect_matcher(m, "re-groups")};
  if(state->matched == 0) {
    throw_error(error_kind::illegal_state,
                "re-groups: the matcher has no match; the last re-find found none, or there was none yet");
  }
  return groups(state);
}

[[noreturn]] void throw_replacement(std::string const &why, std::string_view replacement) {
  throw_error(error_kind::illegal_argument,
              "the replacement " + to_readable(object_ref{make_string(replacement)}) + ' ' + why +
                  "; $n and ${name} stand for groups, a backslash before $ or \\ takes its meaning");
}

// The number of the group behind the $ at `at`, which moves behind it.
std::uint32_t group_reference(matcher const *m, std::string_view replacement, std::size_t &at) {
  ++at;
  if(at < replacement.size() && replacement[at] == '{') {
    auto const end{replacement.find('}', at)};
    if(end == std::string_view::npos) { throw_replacement("has a ${ that is never closed", replacement); }
    std::string_view const name{replacement.substr(at + 1, end - at - 1)};
    int const number{engine_of_regexes().group_named(m->pattern->program, name)};
    if(number < 0) { throw_replacement("names a group that the pattern has not: " + std::string{name}, replacement); }
    at = end + 1;
    return static_cast<std::uint32_t>(number);
  }
  auto const digit{[&] { return at < replacement.size() && replacement[at] >= '0' && replacement[at] <= '9'; }};
  if(!digit()) { throw_replacement("has a $ without the number of a group", replacement); }
  // As many digits as make the number of a group that is there.
  auto number{static_cast<std::uint32_t>(replacement[at++] - '0')};
  if(number > m->pattern->group_count) {
    throw_replacement("names group " + std::to_string(number) + ", and the pattern has " +
                          std::to_string(m->pattern->group_count),
                      replacement);
  }
  while(digit()) {
    auto const longer{number * 10 + static_cast<std::uint32_t>(replacement[at] - '0')};
    if(longer > m->pattern->group_count) { break; }
    number = longer;
    ++at;
  }
  return number;
}

void append_replacement(std::string &out, matcher const *m, std::string_view replacement) {
  for(std::size_t at{}; at < replacement.size();) {
    if(replacement[at] == '\\') {
      if(++at == replacement.size()) { throw_replacement("ends with a backslash", replacement); }
      out += replacement[at++];
    } else if(replacement[at] == '$') {
      out += group(m, group_reference(m, replacement, at)).value_or(std::string_view{});
    } else {
      out += replacement[at++];
    }
  }
}

object_ref replace(object_ref, object_ref s, object_ref re, object_ref replacement, object_ref first_only) {
  rooted<string *> const text{expect_text(s, "replace")};
  rooted<object_ref> const with{replacement};
  rooted<matcher *> const m{make_matcher(expect_regex(re, "replace"), text)};
  bool const by_text{is<string>(replacement)};
  std::string out;
  std::size_t copied{};
  while(find_next(m)) {
    out += text->view().substr(copied, m->bounds[0] - copied);
    copied = m->bounds[1];
    if(by_text) {
      append_replacement(out, m, cast<string>(with)->view());
    } else {
      object_ref const value{call_rooted(with.get(), groups(m))};
      out += expect<string>(value, "replace", "a function that returns strings")->view();
    }
    if(first_only.truthy()) { break; }
  }
  if(copied == 0 && out.empty() && m->matched == 0) { return object_ref{text.get()}; }
  out += text->view().substr(copied);
  return object_ref{make_string(out)};
}

object_ref quote_replacement(object_ref, object_ref s) {
  std::string out;
  for(char const c : expect_text(s, "re-quote-replacement")->view()) {
    if(c == '$' || c == '\\') { out += '\\'; }
    out += c;
  }
  return object_ref{make_string(out)};
}

object_ref split(object_ref, object_ref s, object_ref re, object_ref limit) {
  string *const text{expect_text(s, "split")};
  std::int64_t const most{expect_long(limit, "split")};
  matcher *const m{make_matcher(expect_regex(re, "split"), text)};
  std::vector<object_ref> pieces;
  std::size_t begin{};
  while((most <= 0 || static_cast<std::int64_t>(pieces.size()) + 1 < most) && find_next(m)) {
    // Before the first character an empty match divides nothing.
    if(m->bounds[1] == 0) { continue; }
    pieces.push_back(make_string(text->view().substr(begin, m->bounds[0] - begin)));
    begin = m->bounds[1];
  }
  if(pieces.empty()) { return make_vector({object_ref{text}}); }
  pieces.push_back(make_string(text->view().substr(begin)));
  if(most == 0) {
    while(!pieces.empty() && cast<string>(pieces.back())->byte_count == 0) { pieces.pop_back(); }
  }
  return make_vector(pieces.data(), pieces.size());
}

constexpr native rows[]{
    {"re-pattern",
     "([s])",
     "The regular expression that the string s describes, in Java's syntax. A regular expression is returned as it is. "
     "Throws "
     "when s is no pattern, and says where.",
     {to_pattern}},
    {"re-matcher",
     "([re s])",
     "A matcher: the place of a walk through the matches of re in s. Each (re-find m) takes it to the next one.",
     {new_matcher}},
    {"re-find",
     "([m] [re s])",
     "The first match of re in s, or the next one of a matcher; nil when there is none. A match is its text, or, when "
     "the "
     "pattern has groups, a vector of its text and that of each group (nil for a group that took no part).",
     {find_with, find_in}},
    {"re-matches",
     "([re s])",
     "The match of re with the whole of s, in the shape that re-find returns; nil when s as a whole does not match.",
     {matches}},
    {"re-groups", "([m])", "The match that a matcher found last, in the shape that re-find returns.", {groups_of}},
    {"re-replace*",
     "([s re replacement first-only])",
     "s with the matches of re replaced, or only the first one when first-only is true. The replacement is a string, "
     "in which $1 and "
     "${name} stand for groups and a backslash takes the meaning of the next character, or a function that is called "
     "with "
     "each match in the shape of re-find and returns a string. Behind clojure.string's replace and replace-first.",
     {replace}},
    {"re-quote-replacement*",
     "([s])",
     "A replacement string that stands for s itself: its dollars and backslashes have no meaning.",
     {quote_replacement}},
    {"re-split*",
     "([s re limit])",
     "A vector of the parts of s between the matches of re. With a positive limit there are at most that many parts; "
     "with 0 empty "
     "parts at the end are left out; with a negative limit all are kept. Behind clojure.string's split.",
     {split}},
};

} // namespace

struct regex_table : rows_of_core<rows> {};
native_table regex_natives() { return table_of<regex_table>(); }

} // namespace jank::ns
