#include "wire/utf8.hpp"

#include <cstdint>

namespace jank::server {

namespace {

// The length of the sequence that begins here, 0 when it is none: RFC 3629, table 3-7 of the Unicode standard.
std::size_t sequence_length(std::string_view rest) {
  auto const at{[&](std::size_t i) { return i < rest.size() ? static_cast<std::uint8_t>(rest[i]) : 0; }};
  auto const tail{[&](std::size_t i) { return (at(i) & 0xc0) == 0x80; }};
  int const lead{at(0)};
  if(lead < 0x80) { return 1; }
  if(lead >= 0xc2 && lead <= 0xdf) { return tail(1) ? 2 : 0; }
  if(lead >= 0xe0 && lead <= 0xef) {
    bool const overlong{lead == 0xe0 && at(1) < 0xa0};
    bool const surrogate{lead == 0xed && at(1) > 0x9f};
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if(lead >= 0xf0 && lead <= 0xf4) {
    bool const overlong{lead == 0xf0 && at(1) < 0x90};
    bool const beyond{lead == 0xf4 && at(1) > 0x8f};
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

} // namespace

std::string valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while(!bytes.empty()) {
    std::size_t const length{sequence_length(bytes)};
    if(length == 0) {
      text += "\xef\xbf\xbd";
      bytes.remove_prefix(1);
    } else {
      text += bytes.substr(0, length);
      bytes.remove_prefix(length);
    }
  }
  return text;
}

} // namespace jank::server
