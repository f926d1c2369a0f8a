#include "patch/callers.hpp"

#include <charconv>
#include <cstdlib>
#include <cxxabi.h>
#include <map>

namespace jank::server {

namespace {

// The number behind "NAME: " or "!dbg !" in a line; -1 for none.
int number_behind(std::string_view line, std::string_view mark) {
  std::size_t const at{line.find(mark)};
  if(at == line.npos) { return -1; }
  std::string_view const digits{line.substr(at + mark.size())};
  int number{-1};
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string quoted_behind(std::string_view line, std::string_view mark) {
  std::size_t const at{line.find(mark)};
  if(at == line.npos) { return {}; }
  std::string_view const rest{line.substr(at + mark.size())};
  return std::string{rest.substr(0, rest.find('"'))};
}

// "@name" with nothing of a longer name behind it
bool mentions(std::string_view line, std::string const &symbol) {
  std::string const name{"@" + symbol};
  for(std::size_t at{line.find(name)}; at != line.npos; at = line.find(name, at + 1)) {
    std::size_t const end{at + name.size()};
    char const next{end < line.size() ? line[end] : ' '};
    if(!std::isalnum(static_cast<unsigned char>(next)) && next != '_' && next != '.' && next != '$') { return true; }
  }
  return false;
}

class metadata {
public:
  void take(std::string_view line) {
    if(!line.starts_with('!')) { return; }
    int const number{number_behind(line, "!")};
    if(number >= 0) { nodes[number] = line; }
  }
  std::string_view node(int number) const {
    auto const found{nodes.find(number)};
    return found == nodes.end() ? std::string_view{} : found->second;
  }
  // The file of a scope, or of what it lies in.
  std::string file_of(int scope) const {
    for(int steps{}; steps < 100 && scope >= 0; ++steps) {
      std::string_view const line{node(scope)};
      if(int const file{number_behind(line, "file: !")}; file >= 0) {
        std::string const name{quoted_behind(node(file), "filename: \"")};
        std::string const folder{quoted_behind(node(file), "directory: \"")};
        return name.starts_with('/') || folder.empty() ? name : folder + "/" + name;
      }
      scope = number_behind(line, "scope: !");
    }
    return {};
  }

private:
  std::map<int, std::string_view> nodes;
};

} // namespace

std::string readable_name(std::string const &symbol) {
  int status{};
  char *const text{abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status)};
  std::string name{status == 0 && text != nullptr ? text : symbol};
  std::free(text);
  return name;
}

diagnostic find_caller(std::string_view assembly, std::string const &symbol) {
  metadata nodes;
  int position{-1};
  int function{-1};
  int current{-1};
  while(!assembly.empty()) {
    std::size_t const end{std::min(assembly.find('\n'), assembly.size())};
    std::string_view const line{assembly.substr(0, end)};
    assembly.remove_prefix(std::min(end + 1, assembly.size()));
    nodes.take(line);
    if(line.starts_with("define ")) { current = number_behind(line, "!dbg !"); }
    if(line.starts_with('}')) { current = -1; }
    if(current < 0 || line.starts_with("define ") || !mentions(line, symbol)) { continue; }
    if(int const at{number_behind(line, "!dbg !")}; at >= 0 && position < 0) { position = at; }
    if(function < 0) { function = current; }
  }
  diagnostic d;
  d.severity = "error";
  std::string_view const place{nodes.node(position >= 0 ? position : function)};
  d.line = std::max(0, number_behind(place, "line: "));
  d.column = std::max(1, number_behind(place, "column: "));
  d.file = nodes.file_of(position >= 0 ? position : function);
  return d;
}

} // namespace jank::server
