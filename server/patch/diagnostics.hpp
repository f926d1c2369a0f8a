#pragma once

// What a compiler said, as data.

#include "wire/json.hpp"

namespace jank::server {

struct diagnostic {
  std::string file;
  int line{};
  int column{};
  std::string severity; // error, warning, note
  std::string message;
  std::string source; // the line it is about
};

// clang's: "FILE:LINE:COLUMN: SEVERITY: TEXT", then the line and a caret; and the linker's "wasm-ld: error: TEXT", which have no position.
std::vector<diagnostic> read_diagnostics(std::string_view output);

json::array to_json(std::vector<diagnostic> const &all);
// As it is shown on a terminal: position, message, line, caret.
std::string to_text(diagnostic const &d);

} // namespace jank::server
