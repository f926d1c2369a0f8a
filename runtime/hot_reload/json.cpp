#include "hot_reload/json.hpp"

#include <cmath>
#include <cstdio>

namespace jank::hot_reload {

json_writer &json_writer::text(std::string_view value) {
  separate();
  out_ += '"';
  for(char const c : value) {
    if(c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if(static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof(escaped), "\\u%04x", static_cast<unsigned>(c));
      out_ += escaped;
    } else {
      out_ += c;
    }
  }
  out_ += '"';
  return *this;
}

json_writer &json_writer::number(double value) {
  separate();
  if(!std::isfinite(value)) {
    out_ += "null";
    return *this;
  }
  char digits[40];
  if(std::floor(value) == value && std::fabs(value) < 9e15) {
    std::snprintf(digits, sizeof(digits), "%.0f", value);
  } else {
    std::snprintf(digits, sizeof(digits), "%.6g", value);
  }
  out_ += digits;
  return *this;
}

} // namespace jank::hot_reload
