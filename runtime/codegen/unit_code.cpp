#include "codegen/unit_code.hpp"

namespace jank::codegen {

std::uint32_t unit_code::intern_signature(std::string_view parameters, char result) {
  for(std::size_t i{}; i < signatures.size(); ++i) {
    if(signatures[i].parameters == parameters && signatures[i].result == result) {
      return static_cast<std::uint32_t>(i);
    }
  }
  signatures.push_back({std::string{parameters}, result});
  return static_cast<std::uint32_t>(signatures.size() - 1);
}

std::uint32_t unit_code::intern_value(object_ref v) {
  auto const [it, added]{by_identity_.try_emplace(v.bits, static_cast<std::uint32_t>(constants.size()))};
  if(added) { constants.push_back({constant_kind::value, v, 0, {}, 0}); }
  return it->second;
}

std::uint32_t unit_code::intern_var(object_ref var, std::uint8_t use) {
  auto const [it, added]{by_identity_.try_emplace(var.bits, static_cast<std::uint32_t>(constants.size()))};
  if(added) { constants.push_back({constant_kind::var, var, 0, {}, 0}); }
  constants[it->second].uses |= use;
  return it->second;
}

std::uint32_t unit_code::intern_address(std::string_view name) {
  auto const [it, added]{addresses_.try_emplace(std::string{name}, static_cast<std::uint32_t>(constants.size()))};
  if(added) { constants.push_back({constant_kind::address, {}, 0, std::string{name}, 0}); }
  return it->second;
}

std::uint32_t unit_code::intern_type_constant(constant_kind k, std::uint32_t type) {
  constants.push_back({k, {}, type, {}, 0});
  return static_cast<std::uint32_t>(constants.size() - 1);
}

} // namespace jank::codegen
