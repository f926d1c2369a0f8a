#include "patch/preamble.hpp"

#include <algorithm>

namespace jank::server {

namespace {

std::string_view trimmed(std::string_view text) {
  std::size_t const first{text.find_first_not_of(" \t\r")};
  if(first == text.npos) { return {}; }
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// "#include <x>" or "#include "x"", whatever blanks are in it, with at most a comment behind.
bool is_include(std::string_view line) {
  if(!line.starts_with('#')) { return false; }
  line = trimmed(line.substr(1));
  if(!line.starts_with("include")) { return false; }
  line = trimmed(line.substr(7));
  if(line.empty() || (line.front() != '<' && line.front() != '"')) { return false; }
  std::size_t const end{line.find(line.front() == '<' ? '>' : '"', 1)};
  if(end == line.npos) { return false; }
  std::string_view const rest{trimmed(line.substr(end + 1))};
  return rest.empty() || rest.starts_with("//");
}

struct line_of_source {
  std::string_view text;    // without its newline
  std::string_view include; // in it; empty for another line
};

// The lines up to the first one that is neither an include nor a comment nor empty.
template <typename Take> void each_line_of_preamble(std::string_view source, Take take) {
  bool in_comment{};
  while(!source.empty()) {
    std::string_view const whole{source.substr(0, std::min(source.find('\n'), source.size()))};
    source.remove_prefix(std::min(whole.size() + 1, source.size()));
    std::string_view line{trimmed(whole)};
    // Comments of several lines may begin and end only where nothing else stands.
    if(!in_comment && line.starts_with("/*")) {
      in_comment = true;
      line.remove_prefix(2);
    }
    if(in_comment) {
      std::size_t const close{line.find("*/")};
      if(close == line.npos) {
        take(line_of_source{whole, {}});
        continue;
      }
      in_comment = false;
      line = trimmed(line.substr(close + 2));
    }
    bool const include{is_include(line)};
    if(!include && !line.empty() && !line.starts_with("//") && line != "#pragma once") { break; }
    take(line_of_source{whole, include ? line : std::string_view{}});
  }
}

} // namespace

std::string preamble_of(std::string_view source) {
  std::string includes;
  each_line_of_preamble(source, [&](line_of_source const &line) {
    if(!line.include.empty()) { includes.append(line.include) += '\n'; }
  });
  return includes;
}

std::string without_preamble(std::string_view source) {
  std::string text;
  std::size_t end{};
  each_line_of_preamble(source, [&](line_of_source const &line) {
    if(line.include.empty()) { text += line.text; }
    text += '\n';
    end += line.text.size() + 1;
  });
  if(end < source.size()) { text += source.substr(end); }
  return text;
}

} // namespace jank::server
