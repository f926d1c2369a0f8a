#pragma once

// Putting many short texts one behind the other.
//
// A copy of a few bytes as an instruction of wasm, which is what memcpy comes down to, costs the engine more than the bytes do. So short
// texts are copied by words into a buffer, which goes to the string when it is full.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace jank::object {

// The first and the last bytes, a word of them each; the two may overlap.
template <typename Word> void copy_ends(char *to, char const *from, std::size_t size) {
  Word first;
  Word last;
  std::memcpy(&first, from, sizeof first);
  std::memcpy(&last, from + size - sizeof last, sizeof last);
  std::memcpy(to, &first, sizeof first);
  std::memcpy(to + size - sizeof last, &last, sizeof last);
}

// Of up to 16 bytes. The areas do not overlap.
inline void copy_short(char *to, char const *from, std::size_t size) {
  if(size >= 8) {
    copy_ends<std::uint64_t>(to, from, size);
  } else if(size >= 4) {
    copy_ends<std::uint32_t>(to, from, size);
  } else if(size > 0) {
    to[0] = from[0];
    to[size / 2] = from[size / 2];
    to[size - 1] = from[size - 1];
  }
}
inline constexpr std::size_t longest_short_copy{16};

class text_buffer {
public:
  void append(std::string_view text) {
    if(text.size() > longest_short_copy) [[unlikely]] {
      whole().append(text);
      return;
    }
    if(used_ + text.size() > sizeof waiting_) { whole(); }
    copy_short(waiting_ + used_, text.data(), text.size());
    used_ += text.size();
  }
  // All that was appended; it may be appended to itself.
  std::string &whole() {
    text_.append(waiting_, used_);
    used_ = 0;
    return text_;
  }

private:
  std::string text_;
  std::size_t used_{};
  char waiting_[256];
};

} // namespace jank::object
