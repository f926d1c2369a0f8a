#include "unit/describe.hpp"

#include "host/host.hpp"
#include "memory/interruption.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/symbol.hpp"
#include "unit/rethrow.hpp"
#include "unit/trace.hpp"

#include <cstdlib>
#include <memory>

namespace jank::unit {

using namespace object;

std::string source_line([[maybe_unused]] std::string const &file, [[maybe_unused]] std::uint32_t number) {
#ifdef __EMSCRIPTEN__
  std::uint32_t size{};
  std::unique_ptr<std::uint8_t, void (*)(void *)> const bytes{jank_host_read_file(file.c_str(), &size), std::free};
  if(bytes == nullptr) { return {}; }
  std::string_view text{reinterpret_cast<char const *>(bytes.get()), size};
  for(; number > 1; --number) {
    std::size_t const end{text.find('\n')};
    if(end == std::string_view::npos) { return {}; }
    text.remove_prefix(end + 1);
  }
  return std::string{text.substr(0, text.find('\n'))};
#else
  return {};
#endif
}

namespace {

constexpr std::size_t most_frames{32};
constexpr int most_causes{10};
constexpr std::size_t most_bytes{10'000}; // of a message, and of what an error carries

std::string position_of(frame const &f) {
  if(f.line == 0) { return f.file; }
  return f.file + ":" + std::to_string(f.line) + ":" + std::to_string(f.column);
}

// What stands before the caret: as wide as the first `column` - 1 characters, tabs kept.
std::string indent(std::string_view line, std::uint32_t column) {
  std::string blank;
  for(char const c : line) {
    bool const begins_character{(static_cast<unsigned char>(c) & 0xc0u) != 0x80u};
    if(begins_character && --column == 0) { break; }
    if(begins_character) { blank += c == '\t' ? '\t' : ' '; }
  }
  return blank;
}

// The innermost place that is known, with its line when the file is there.
void put_place(std::string &text, std::vector<frame> const &frames) {
  for(frame const &f : frames) {
    if(f.line == 0) { continue; }
    std::string const line{f.file.starts_with('<') ? std::string{} : source_line(f.file, f.line)};
    if(line.empty()) { return; }
    std::string const number{std::to_string(f.line)};
    text += "\n  " + number + " | " + line;
    text += "\n  " + std::string(number.size(), ' ') + " | " + indent(line, f.column) + "^";
    return;
  }
}

void put_frames(std::string &text, std::vector<frame> const &frames) {
  std::size_t const shown{std::min(frames.size(), most_frames)};
  for(std::size_t i{}; i < shown; ++i) {
    text += "\n    at " + frames[i].function;
    std::string const place{position_of(frames[i])};
    if(!place.empty()) { text += " (" + place + ")"; }
  }
  if(shown < frames.size()) { text += "\n    and " + std::to_string(frames.size() - shown) + " more"; }
}

void put_value(std::string &text, object_ref v) {
  print_within(text, error_message(v), false, most_bytes);
  if(auto const *const e{try_cast<error>(v)}; e != nullptr && e->why == error_kind::none && e->data.is_some()) {
    text += ' ';
    print_within(text, e->data, true, most_bytes);
  }
}

// What is wrong with a text says where: "app.jank:3:5: error: ...", with the line.
bool tells_its_place(object_ref v) {
  auto const *const e{try_cast<error>(v)};
  return e != nullptr && (e->why == error_kind::reader || e->why == error_kind::compiler) && is_map(e->data) &&
         map_get(e->data, object_ref{make_keyword("line")}).is_some();
}

void put_thrown(std::string &text, object_ref v, std::vector<frame> const &frames) {
  put_value(text, v);
  if(!tells_its_place(v)) { put_place(text, frames); }
  put_frames(text, frames);
  object_ref cause{is<error>(v) ? cast<error>(v)->cause : nil};
  for(int i{}; i < most_causes && cause.is_some(); ++i) {
    text += "\ncaused by: ";
    put_value(text, cause);
    put_frames(text, frames_of_error(cause));
    cause = is<error>(cause) ? cast<error>(cause)->cause : nil;
  }
}

} // namespace

std::string describe_value(object_ref thrown) {
  std::string text;
  put_thrown(text, thrown, frames_of_error(thrown));
  return text;
}

std::string describe_exception(std::exception_ptr e) {
  std::string text{"error: "};
  try {
    rethrow(e);
  } catch(thrown_value const &t) {
    if(tells_its_place(t.value)) { text.clear(); }
    put_thrown(text, t.value, frames_of(t));
  } catch(std::bad_alloc const &) { text += "out of memory"; } catch(memory::interruption const &) {
    text += "interrupted";
  } catch(std::exception const &x) { text += x.what(); } catch(...) {
    text += "an exception of unknown type";
  }
  return text;
}

} // namespace jank::unit
