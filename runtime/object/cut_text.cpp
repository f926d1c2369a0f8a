#include "object/cut_text.hpp"

namespace jank::object {

std::string_view cut_text(std::string_view text, std::size_t limit) {
  if(text.size() <= limit) { return text; }
  while(limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80) { --limit; }
  return text.substr(0, limit);
}

} // namespace jank::object
