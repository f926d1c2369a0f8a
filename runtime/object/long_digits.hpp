#pragma once

// The decimal digits of a long, without a string of their own: most of what programs print are small numbers.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jank::object {

class long_digits {
public:
  explicit long_digits(std::int64_t n) {
    auto left{n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n)};
    // Division in 32 bits is the faster one.
    for(; left > UINT32_MAX; left /= 10) { put(left % 10); }
    auto rest{static_cast<std::uint32_t>(left)};
    for(; rest >= 10; rest /= 100) {
      put(rest % 10);
      put(rest / 10 % 10);
    }
    if(rest > 0 || start_ == sizeof text_) { put(rest); }
    if(n < 0) { text_[--start_] = '-'; }
  }
  std::string_view view() const { return {text_ + start_, sizeof text_ - start_}; }

private:
  void put(std::uint64_t digit) { text_[--start_] = static_cast<char>('0' + digit); }

  char text_[20]; // of -9223372036854775808
  std::size_t start_{sizeof text_};
};

} // namespace jank::object
