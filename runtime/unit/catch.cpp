// The C++ half of catching an exception in emitted code.
//
// Emitted code catches by the wasm tag of C++ exceptions and gets the address of the unwind header, behind which the thrown
// object lies (Itanium C++ ABI). Asking the C++ runtime what was thrown needs a frame of C++; this is it.

#include "memory/interruption.hpp"
#include "object/error.hpp"
#include "unit/runtime_functions.hpp"
#include "unit/type_name.hpp"

#include <cxxabi.h>
#include <exception>
#include <new>
#include <typeinfo>

#ifdef __EMSCRIPTEN__
#include <cstdlib>
#include <unwind.h>

using namespace jank::object;
using namespace jank::unit;

namespace __cxxabiv1 {
extern "C" void *__cxa_begin_catch(void *) noexcept;
extern "C" void __cxa_end_catch();
extern "C" void __cxa_rethrow();
} // namespace __cxxabiv1

namespace {

// Leaves the catch however the scope is left.
struct catch_scope {
  explicit catch_scope(void *header) { abi::__cxa_begin_catch(header); }
  ~catch_scope() { abi::__cxa_end_catch(); }
};

} // namespace

// The value that was thrown, when `wanted` takes it; otherwise the exception goes on. That memory is exhausted is an error of jank's
// for every clause; an interruption is for none.
extern "C" __attribute__((used, visibility("default"))) object_ref jank_catch(void *header, std::uint32_t wanted) {
  catch_scope const scope{header};
  std::type_info const *const thrown{abi::__cxa_current_exception_type()};
  if(thrown != nullptr && *thrown == typeid(thrown_value)) {
    // The common case, without a second throw: the object follows the header.
    object_ref const value{
        reinterpret_cast<thrown_value const *>(static_cast<char *>(header) + sizeof(_Unwind_Exception))->value};
    bool const takes{(wanted & (catch_jank_values | catch_everything)) != 0 ||
                     ((wanted & catch_cpp_errors) != 0 && is<cpp_error>(value))};
    if(takes) { return value; }
    abi::__cxa_rethrow();
  }
  try {
    abi::__cxa_rethrow();
  } catch(std::bad_alloc const &) {
    if(wanted != 0) { return out_of_memory_error(); }
  } catch(jank::memory::interruption const &) {
    // Nobody's but who started the code.
  } catch(std::exception const &e) {
    if((wanted & (catch_cpp_errors | catch_everything)) != 0) {
      return make_cpp_error(readable_type_name(&typeid(e)), e.what());
    }
  } catch(...) {
    if((wanted & catch_everything) != 0) {
      return make_cpp_error(readable_type_name(abi::__cxa_current_exception_type()), "");
    }
  }
  abi::__cxa_rethrow();
  std::abort();
}

#endif
