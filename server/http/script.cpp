#include "http/script.hpp"

#include <algorithm>

namespace jank::server {

std::string without_layout(std::string_view script) {
  std::string kept;
  kept.reserve(script.size());
  while(!script.empty()) {
    std::size_t const end{std::min(script.find('\n'), script.size())};
    std::string_view line{script.substr(0, end)};
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if(!line.starts_with("//")) { kept += line; }
    if(end < script.size()) { kept += '\n'; }
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  return kept;
}

} // namespace jank::server
