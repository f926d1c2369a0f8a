#include "patch/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace jank::server {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while(!text.empty()) {
    std::size_t const end{std::min(text.find('\n'), text.size())};
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool read_number(std::string_view text, int &number) {
  auto const [end, error]{std::from_chars(text.data(), text.data() + text.size(), number)};
  return error == std::errc{} && end == text.data() + text.size();
}

constexpr std::array<std::string_view, 4> severities{"fatal error", "error", "warning", "note"};

bool read_head(std::string_view line, diagnostic &d) {
  for(std::string_view const severity : severities) {
    std::string const mark{": " + std::string{severity} + ": "};
    std::size_t const at{line.find(mark)};
    if(at == line.npos) { continue; }
    std::string_view const place{line.substr(0, at)};
    std::size_t const column{place.rfind(':')};
    std::size_t const row{column == place.npos || column == 0 ? place.npos : place.rfind(':', column - 1)};
    d = {};
    d.severity = severity == "fatal error" ? "error" : severity;
    d.message = line.substr(at + mark.size());
    if(row != place.npos && read_number(place.substr(row + 1, column - row - 1), d.line) &&
       read_number(place.substr(column + 1), d.column)) {
      d.file = place.substr(0, row);
    }
    return true;
  }
  return false;
}

// "   12 | code": what clang puts before the line of a source.
std::string_view source_line(std::string_view line) {
  std::size_t const bar{line.find(" | ")};
  if(bar == line.npos || line.substr(0, bar).find_first_not_of(" 0123456789") != line.npos) { return {}; }
  return line.substr(bar + 3);
}

} // namespace

std::vector<diagnostic> read_diagnostics(std::string_view output) {
  std::vector<diagnostic> all;
  for(std::string_view const line : lines_of(output)) {
    diagnostic d;
    if(read_head(line, d)) {
      all.push_back(std::move(d));
    } else if(!all.empty() && all.back().source.empty() && all.back().line > 0) {
      all.back().source = source_line(line);
    }
  }
  return all;
}

json::array to_json(std::vector<diagnostic> const &all) {
  json::array list;
  for(diagnostic const &d : all) {
    json::object o{{"severity", d.severity}, {"message", d.message}};
    if(d.line > 0) {
      o["file"] = d.file;
      o["line"] = d.line;
      o["column"] = d.column;
      o["source"] = d.source;
    }
    list.push_back(std::move(o));
  }
  return list;
}

std::string to_text(diagnostic const &d) {
  std::string text;
  if(d.line > 0) { text = d.file + ":" + std::to_string(d.line) + ":" + std::to_string(d.column) + ": "; }
  text += d.severity + ": " + d.message;
  if(!d.source.empty()) {
    text += "\n  " + d.source + "\n  ";
    // Tabs stay, so that the caret stands where the character does.
    std::size_t const before{std::min(static_cast<std::size_t>(std::max(d.column - 1, 0)), d.source.size())};
    for(char const c : d.source.substr(0, before)) { text += c == '\t' ? '\t' : ' '; }
    text += '^';
  }
  return text;
}

} // namespace jank::server
