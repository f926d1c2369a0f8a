#include "reader/source.hpp"

#include "object/string.hpp"
#include "reader/display_width.hpp"

namespace jank::reader {

namespace {

// Longer lines (generated code, data) are shown as a window around the column.
constexpr std::uint32_t window_before = 70;
constexpr std::uint32_t window_after = 50;

struct excerpt {
  std::string text;
  std::string padding; // as wide as the text before the column
};

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }

excerpt cut_excerpt(std::string_view line, std::uint32_t column) {
  excerpt result;
  std::uint32_t const from{column > window_before ? column - window_before : 1};
  std::uint32_t const to{column + window_after};
  if(from > 1) {
    result.text = "…";
    result.padding = " ";
  }
  std::size_t offset{};
  std::uint32_t at{1};
  for(; offset < line.size() && at < to; ++at) {
    char32_t const c{object::decode_utf8(line, offset)};
    if(at < from) { continue; }
    // A terminal would act on control characters; a tab alone is kept, in both lines, so that its width does not matter.
    char32_t const shown{c != '\t' && is_control(c) ? U' ' : c};
    object::append_utf8(result.text, shown);
    if(at < column) {
      if(c == '\t') {
        result.padding += '\t';
      } else {
        result.padding.append(static_cast<std::size_t>(display_width(shown)), ' ');
      }
    }
  }
  if(offset < line.size()) { result.text += "…"; }
  return result;
}

} // namespace

std::string_view source_text::line(std::uint32_t number) const {
  if(number < first_line) { return {}; }
  std::string_view rest{text};
  for(std::uint32_t skip{number - first_line}; skip > 0; --skip) {
    auto const line_end{rest.find('\n')};
    if(line_end == std::string_view::npos) { return {}; }
    rest.remove_prefix(line_end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if(rest.ends_with('\r')) { rest.remove_suffix(1); }
  return rest;
}

std::string describe(source_text const &source, position at, std::string_view message, std::string_view hint) {
  std::string out{source.name};
  if(at.known()) { out.append(":").append(std::to_string(at.line)).append(":").append(std::to_string(at.column)); }
  out.append(": error: ").append(message);
  if(std::string_view const line{source.line(at.line)}; at.known() && line.data() != nullptr) {
    std::string const number{std::to_string(at.line)};
    excerpt const shown{cut_excerpt(line, at.column)};
    out.append("\n  ").append(number).append(" | ").append(shown.text);
    out.append("\n  ").append(number.size(), ' ').append(" | ").append(shown.padding).append("^");
  }
  if(!hint.empty()) { out.append("\n  hint: ").append(hint); }
  return out;
}

} // namespace jank::reader
