#include "wire/frame.hpp"

namespace jank::server {

frame text_frame(json::object const &message) {
  return {std::make_shared<std::string const>(json::serialize(message)), false};
}

frame module_frame(json::object const &header, std::string_view module) {
  std::string const text{json::serialize(header)};
  std::string bytes;
  bytes.reserve(4 + text.size() + module.size());
  for(int shift{}; shift < 32; shift += 8) { bytes += static_cast<char>(text.size() >> shift & 0xff); }
  bytes += text;
  bytes += module;
  return {std::make_shared<std::string const>(std::move(bytes)), true};
}

} // namespace jank::server
