#include "unit/type_name.hpp"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>

namespace jank::unit {

std::string readable_type_name(std::type_info const *t) {
  if(t == nullptr) { return "a foreign exception"; }
  int status{};
  std::unique_ptr<char, void (*)(void *)> const readable{abi::__cxa_demangle(t->name(), nullptr, nullptr, &status),
                                                         std::free};
  return status == 0 ? readable.get() : t->name();
}

} // namespace jank::unit
