#pragma once

#include "reader/characters.hpp"
#include "reader/source.hpp"

namespace jank::reader {

// A place in the text. Columns count characters: the bytes that continue a UTF-8 sequence do not count.
struct cursor {
  char const *here{};
  char const *end{};
  position at{1, 1};

  bool done() const { return here == end; }
  bool sees(char c) const { return here != end && *here == c; }
  bool sees_class(unsigned flags) const { return here != end && is_class(*here, flags); }
  std::size_t left() const { return static_cast<std::size_t>(end - here); }

  // Requires !done().
  void step() {
    if(*here == '\n') {
      ++at.line;
      at.column = 1;
    } else if((static_cast<unsigned char>(*here) & 0xc0) != 0x80) {
      ++at.column;
    }
    ++here;
  }
  void step_over(std::size_t bytes) {
    for(; bytes > 0; --bytes) { step(); }
  }
  void skip_line() {
    while(!done() && *here != '\n') { step(); }
  }
  void skip_space() {
    while(sees_class(class_space)) { step(); }
  }
};

} // namespace jank::reader
