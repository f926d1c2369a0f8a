#pragma once

// What a piece of code throws, as text: "arithmetic: integer overflow: (+ 1 2)", or "nothing".

#include "object/error.hpp"
#include "object/print.hpp"

#include <string>

namespace jank::object {

template <typename F> std::string thrown_by(F &&code) {
  try {
    code();
  } catch(thrown_value const &thrown) {
    auto const *const e{try_cast<error>(thrown.value)};
    if(!e) { return to_readable(thrown.value); }
    return std::string{error_kind_name(e->why)} + ": " + to_text(e->message);
  }
  return "nothing";
}

} // namespace jank::object
