// clojure.repl: the text of definitions.

#include "host/host.hpp"
#include "namespace/libraries.hpp"
#include "namespace/natives/arguments.hpp"

#include <cstdlib>
#include <memory>

namespace jank::ns {

namespace {

// Where the line begins; the end when the text has fewer lines. Lines count from 1.
std::size_t begin_of_line(std::string_view text, std::int64_t line) {
  std::size_t at{};
  for(; line > 1 && at < text.size(); --line) { at = std::min(text.find('\n', at), text.size() - 1) + 1; }
  return at;
}

// The end of what stands at `at` as far as brackets are concerned: behind the string or the character, or one further.
std::size_t skip_one(std::string_view text, std::size_t at) {
  switch(text[at]) {
  case '\\': return std::min(at + 2, text.size());
  case ';': return std::min(text.find('\n', at), text.size());
  case '"':
    for(++at; at < text.size() && text[at] != '"'; ++at) {
      if(text[at] == '\\') { ++at; }
    }
    return std::min(at + 1, text.size());
  default: return at + 1;
  }
}

// The list that begins at `at` or behind it, by its brackets alone: nothing in it needs to mean anything here and now.
std::string_view bracketed(std::string_view text, std::size_t at) {
  int depth{};
  std::size_t begin{at};
  while(at < text.size()) {
    char const c{text[at]};
    if(c == '(' || c == '[' || c == '{') {
      if(depth++ == 0) { begin = at; }
    }
    if((c == ')' || c == ']' || c == '}') && --depth <= 0) { return text.substr(begin, at + 1 - begin); }
    at = skip_one(text, at);
  }
  return {};
}

object_ref form_text(object_ref, object_ref path, object_ref line) {
  auto const *const file{expect<string>(path, "form-text*", "a string")};
  std::int64_t const first{expect_long(line, "form-text*")};
  if(jank_host_file_exists(file->bytes) == 0) { return nil; }
  std::uint32_t size{};
  std::unique_ptr<std::uint8_t, void (*)(void *)> const content{jank_host_read_file(file->bytes, &size), std::free};
  if(content == nullptr) { return nil; }
  std::string_view const text{reinterpret_cast<char const *>(content.get()), size};
  std::string_view const form{bracketed(text, begin_of_line(text, first))};
  return form.empty() ? nil : object_ref{make_string(form)};
}

native const rows[]{
    {"form-text*",
     "([file line])",
     "The text of the form that begins in that line of the file; nil when there is no such file or form.",
     {form_text}},
};

} // namespace

} // namespace jank::ns

extern "C" void jank_natives_repl() {
  using namespace jank::ns;
  define_natives(qualified_name(current_namespace()->name).c_str(), rows, std::size(rows));
}
