#include "unit/address.hpp"

#include "memory/interruption.hpp"
#include "memory/safepoint.hpp"

#ifdef __EMSCRIPTEN__
#include <emscripten/stack.h>
#endif

namespace jank::unit {

namespace {

// The shadow stack grows down into the image's data. What is left below is for C++.
std::uintptr_t shadow_stack_limit{
#ifdef __EMSCRIPTEN__
    emscripten_stack_get_end() + (std::uintptr_t{256} << 10)
#endif
};

struct named_address {
  std::string_view name;
  void *address;
};

named_address const table[]{
    {"safepoint-request", &jank_safepoint_request},
    {"call-budget", &jank_call_budget},
    {"stack-limit", &shadow_stack_limit},
};

} // namespace

std::uintptr_t find_address(std::string_view name) {
  for(named_address const &a : table) {
    if(a.name == name) { return reinterpret_cast<std::uintptr_t>(a.address); }
  }
  return 0;
}

} // namespace jank::unit
