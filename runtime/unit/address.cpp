#include "unit/address.hpp"

#include "memory/safepoint.hpp"

namespace jank::unit {

namespace {

struct named_address {
  std::string_view name;
  void *address;
};

named_address const table[]{
    {"safepoint-request", &jank_safepoint_request},
};

} // namespace

std::uintptr_t find_address(std::string_view name) {
  for(named_address const &a : table) {
    if(a.name == name) { return reinterpret_cast<std::uintptr_t>(a.address); }
  }
  return 0;
}

} // namespace jank::unit
