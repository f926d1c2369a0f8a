#include "object/collections.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "session/json.hpp"

#include <cmath>
#include <cstdio>

namespace jank::session {

using namespace object;

namespace {

void write_double(std::string &out, double d) {
  if(!std::isfinite(d)) {
    out += "null";
    return;
  }
  char digits[40];
  std::snprintf(digits, sizeof(digits), "%.17g", d);
  out += digits;
}

std::string name_of(object_ref v) {
  if(auto const *const k{try_cast<keyword>(v)}) { return qualified_name(k); }
  return to_str(v);
}

void write_map(std::string &out, object_ref map) {
  char separator{'{'};
  for_each(map, [&](object_ref entry) {
    out += separator;
    separator = ',';
    write_json_text(out, name_of(vector_nth(entry, 0)));
    out += ':';
    write_json(out, vector_nth(entry, 1));
  });
  out += separator == '{' ? "{}" : "}";
}

void write_array(std::string &out, object_ref items) {
  char separator{'['};
  for_each(items, [&](object_ref v) {
    out += separator;
    separator = ',';
    write_json(out, v);
  });
  out += separator == '[' ? "[]" : "]";
}

} // namespace

void write_json_text(std::string &out, std::string_view text) {
  out += '"';
  for(char const c : text) {
    if(c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if(c == '\n') {
      out += "\\n";
    } else if(static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof(escaped), "\\u%04x", static_cast<unsigned>(c));
      out += escaped;
    } else {
      out += c;
    }
  }
  out += '"';
}

std::size_t fitting(std::string_view text, std::size_t most) {
  constexpr std::size_t longest_escape{6};
  if(text.size() <= most / longest_escape) { return text.size(); }
  std::size_t written{2};
  for(std::size_t i{}; i < text.size(); ++i) {
    char const c{text[i]};
    bool const plain_escape{c == '"' || c == '\\' || c == '\n'};
    written += plain_escape ? 2 : static_cast<unsigned char>(c) < 0x20 ? longest_escape : 1;
    if(written > most) { return i; }
  }
  return text.size();
}

void write_json(std::string &out, object_ref v) {
  if(v.is_nil()) {
    out += "null";
  } else if(v == jank_true || v == jank_false) {
    out += v == jank_true ? "true" : "false";
  } else if(is<string>(v)) {
    write_json_text(out, cast<string>(v)->view());
  } else if(is_long(v)) {
    out += std::to_string(as_long(v));
  } else if(is_double(v)) {
    write_double(out, as_double(v));
  } else if(is_map(v)) {
    write_map(out, v);
  } else if(is_vector(v) || is_set(v) || has_flag(v, flag_seq)) {
    write_array(out, v);
  } else {
    write_json_text(out, name_of(v));
  }
}

} // namespace jank::session
