#include "unit/rethrow.hpp"

#include <cstdlib>

#ifdef __EMSCRIPTEN__
#include <cstring>
#include <cxxabi.h>
#include <unwind.h>

namespace {

// What the C++ runtime knows about exceptions, by the Itanium C++ ABI.
struct exception_globals {
  void *caught;
  unsigned uncaught;
};
extern "C" exception_globals *__cxa_get_globals();

// A pointer to an exception is the address of the thrown object.
void *thrown_object(std::exception_ptr const &e) {
  static_assert(sizeof(e) == sizeof(void *));
  void *thrown;
  std::memcpy(&thrown, static_cast<void const *>(&e), sizeof thrown);
  return thrown;
}

} // namespace
#endif

namespace jank::unit {

void rethrow(std::exception_ptr const &e) {
  if(e == std::current_exception()) { throw; }
#ifdef __EMSCRIPTEN__
  // No handler of it runs. The handler that takes it gives the reference back.
  void *const thrown{thrown_object(e)};
  __cxxabiv1::__cxa_increment_exception_refcount(thrown);
  ++__cxa_get_globals()->uncaught;
  _Unwind_RaiseException(static_cast<_Unwind_Exception *>(thrown) - 1); // the object follows its header
  std::abort();
#else
  std::rethrow_exception(e);
#endif
}

} // namespace jank::unit
