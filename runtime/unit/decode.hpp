#pragma once

// A checked cursor over bytes from outside: every read past the end throws an `error` of kind loader, which says that `subject` is
// damaged.

#include "object/error.hpp"

#include <cstring>
#include <span>
#include <string_view>

namespace jank::unit {

class decoder {
public:
  explicit decoder(std::span<std::uint8_t const> bytes,
                   std::string_view subject = "this unit cannot be loaded: its description")
      : bytes_{bytes}, subject_{subject} {}

  std::uint8_t byte() {
    need(1);
    return bytes_[at_++];
  }
  std::uint32_t count();  // unsigned LEB128, at most 32 bits
  std::int64_t integer(); // signed LEB128, at most 64 bits
  double number() {
    need(8);
    double d;
    std::memcpy(&d, bytes_.data() + at_, 8);
    at_ += 8;
    return d;
  }
  std::string_view text() {
    std::uint32_t const n{count()};
    need(n);
    std::string_view const v{reinterpret_cast<char const *>(bytes_.data() + at_), n};
    at_ += n;
    return v;
  }
  // A count of things that take at least `least` bytes each: refuses counts that the rest cannot hold.
  std::uint32_t count_of(std::size_t least);
  void skip(std::size_t n) {
    need(n);
    at_ += n;
  }
  std::size_t position() const { return at_; }
  std::size_t left() const { return bytes_.size() - at_; }
  void need(std::size_t n) const {
    if(n > left()) { fail("it ends too early"); }
  }
  [[noreturn]] void fail(std::string_view why) const;

private:
  std::span<std::uint8_t const> bytes_;
  std::string_view subject_;
  std::size_t at_{};
};

} // namespace jank::unit
