#include "codegen/checksum.hpp"

#include "codegen/module_writer.hpp"

#include <algorithm>

namespace jank::codegen {

std::uint32_t checksum(std::span<std::uint8_t const> content) {
  std::uint32_t sum{~0u};
  for(std::uint8_t const b : content) {
    sum ^= b;
    for(int bit{}; bit < 8; ++bit) { sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320u : 0); }
  }
  return ~sum;
}

void put_checksum_section(bytes &module) {
  bytes sum;
  put_u32(sum, checksum(module));
  put_custom_section(module, "jank.checksum", sum);
}

bool checksum_is_right(std::span<std::uint8_t const> module) {
  if(module.size() < checksum_section_size) { return false; }
  auto const content{module.first(module.size() - checksum_section_size)};
  bytes again(content.begin(), content.end());
  put_checksum_section(again);
  return std::ranges::equal(again, module);
}

} // namespace jank::codegen
