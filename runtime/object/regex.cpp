#include "object/regex.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/static_type.hpp"

#include <algorithm>
#include <vector>

namespace jank::object {

namespace {

struct regex_description {
  static constexpr kind what{kind::regex};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.regex"};
};

struct matcher_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.matcher"};
};

std::span<std::size_t> bounds_of(matcher const *m) { return {m->bounds, 2 * (m->pattern->group_count + 1)}; }

bool search(matcher *m, std::size_t from, regex_anchor anchor) {
  m->matched = engine_of_regexes().search(m->pattern->program, m->text->view(), from, anchor, bounds_of(m));
  return m->matched != 0;
}

std::size_t after_character(std::string_view text, std::size_t at) {
  do { ++at; } while(at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
  return at;
}

} // namespace

regex_engine const &engine_of_regexes() {
  if(jank_regex_engine == nullptr) {
    throw_error(error_kind::illegal_state,
                "this image was built without regular expressions, because the program has no pattern in it; a literal "
                "#\"...\" or a call of re-pattern anywhere in the program brings them in");
  }
  return *jank_regex_engine(nil);
}

regex *try_make_regex(std::string_view pattern, regex_failure &why) {
  std::uint32_t group_count{};
  void const *const program{engine_of_regexes().compile(pattern, group_count, why)};
  if(program == nullptr) { return nullptr; }
  auto *const r{memory::make<regex>()};
  r->type = &static_type<regex_description>;
  r->pattern = make_string(pattern);
  r->program = program;
  r->group_count = group_count;
  return r;
}

regex *make_regex(std::string_view pattern) {
  regex_failure why{};
  regex *const r{try_make_regex(pattern, why)};
  if(r == nullptr) { throw_error(error_kind::illegal_argument, describe_regex_failure(pattern, why)); }
  return r;
}

std::string describe_regex_failure(std::string_view pattern, regex_failure const &why) {
  std::string text{"invalid regular expression #\""};
  text.append(pattern).append("\": ").append(why.message).append(", at index ");
  std::size_t characters{};
  std::size_t const end{std::min(why.at, pattern.size())};
  for(std::size_t at{}; at < end; at = after_character(pattern, at)) { ++characters; }
  text += std::to_string(characters);
  if(pattern.size() > 100 || pattern.find('\n') != std::string_view::npos) { return text; }
  return text.append("\n  ").append(pattern).append("\n  ").append(characters, ' ').append("^");
}

// A quotation mark without a backslash would end the literal; between \Q and \E a backslash would be one more character.
void print_regex(std::string &out, regex const *r) {
  std::string_view const pattern{r->pattern->view()};
  bool quoted{};
  out += "#\"";
  for(std::size_t at{}; at < pattern.size(); ++at) {
    char const c{pattern[at]};
    if(c == '\\' && at + 1 < pattern.size()) {
      char const escaped{pattern[at + 1]};
      if(quoted ? escaped == 'E' : escaped == 'Q') { quoted = !quoted; }
      if(!quoted || escaped == 'Q' || escaped != '"') {
        out.append(1, c).append(1, escaped);
        ++at;
        continue;
      }
    }
    if(c == '"') {
      out += quoted ? "\\E\\\"\\Q" : "\\\"";
    } else {
      out += c;
    }
  }
  out += '"';
}

matcher *make_matcher(regex *pattern, string *text) {
  auto *const m{memory::make<matcher>()};
  m->type = &static_type<matcher_description>;
  m->pattern = pattern;
  m->text = text;
  m->bounds = static_cast<std::size_t *>(memory::allocate_atomic(2 * (pattern->group_count + 1) * sizeof(std::size_t)));
  return m;
}

matcher *try_matcher(object_ref v) {
  bool const is_matcher{v.is_heap() && v.as_heap()->type == &static_type<matcher_description>};
  return is_matcher ? cast<matcher>(v) : nullptr;
}

bool find_next(matcher *m) {
  if(m->from > m->text->byte_count || !search(m, m->from, regex_anchor::none)) {
    m->from = m->text->byte_count + 1;
    m->matched = 0;
    return false;
  }
  std::size_t const begin{m->bounds[0]};
  std::size_t const end{m->bounds[1]};
  m->from = static_cast<std::uint32_t>(end > begin ? end : after_character(m->text->view(), end));
  return true;
}

bool match_whole(matcher *m) { return search(m, 0, regex_anchor::whole); }

std::optional<std::string_view> group(matcher const *m, std::uint32_t number) {
  std::size_t const begin{m->bounds[2 * number]};
  if(begin == no_match) { return std::nullopt; }
  return m->text->view().substr(begin, m->bounds[2 * number + 1] - begin);
}

object_ref groups(matcher const *m) {
  auto const text_of{[m](std::uint32_t number) {
    auto const text{group(m, number)};
    return text ? object_ref{make_string(*text)} : nil;
  }};
  if(m->pattern->group_count == 0) { return text_of(0); }
  std::vector<object_ref> all;
  for(std::uint32_t i{}; i <= m->pattern->group_count; ++i) { all.push_back(text_of(i)); }
  return make_vector(all.data(), all.size());
}

} // namespace jank::object
