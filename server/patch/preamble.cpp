#include "patch/preamble.hpp"

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

} // namespace

std::string preamble_of(std::string_view source) {
  std::string includes;
  bool in_comment{};
  while(!source.empty()) {
    std::size_t const end{std::min(source.find('\n'), source.size())};
    std::string_view line{trimmed(source.substr(0, end))};
    source.remove_prefix(std::min(end + 1, source.size()));
    // Comments of several lines may begin and end only where nothing else stands.
    if(!in_comment && line.starts_with("/*")) {
      in_comment = true;
      line.remove_prefix(2);
    }
    if(in_comment) {
      std::size_t const close{line.find("*/")};
      if(close == line.npos) { continue; }
      in_comment = false;
      line = trimmed(line.substr(close + 2));
    }
    if(line.empty() || line.starts_with("//") || line == "#pragma once") { continue; }
    if(!is_include(line)) { break; }
    includes += line;
    includes += '\n';
  }
  return includes;
}

} // namespace jank::server
