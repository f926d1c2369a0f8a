#pragma once

// `str` into a text buffer: strings and fixnums, which most values are there, without a string of their own.

#include "object/long_digits.hpp"
#include "object/print.hpp"
#include "object/string.hpp"
#include "object/text_buffer.hpp"

namespace jank::object {

inline void append_str(text_buffer &out, object_ref v) {
  if(v.is_fixnum()) {
    out.append(long_digits{v.as_fixnum()}.view());
  } else if(is(v, kind::string)) {
    out.append(cast<string>(v)->view());
  } else {
    print_str(out.whole(), v);
  }
}

} // namespace jank::object
