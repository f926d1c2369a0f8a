#include "unit/guard.hpp"

#include "host/host.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/catching.hpp"
#include "object/error.hpp"
#include "object/nesting.hpp"
#include "unit/runtime_functions.hpp"
#include "unit/trace.hpp"
#include "unit/try_body.hpp"

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#ifdef __EMSCRIPTEN__
#include <cxxabi.h>
#include <emscripten/stack.h>
#include <unwind.h>
#endif

namespace jank::unit {

using namespace object;

namespace {

std::uint32_t *preserved[most_preserved];
int preserved_count{};

void (*entry_hook)(){};
std::uint32_t running{}; // guarded code in guarded code

class run_scope {
public:
  run_scope() {
    if(running == 0 && entry_hook != nullptr) { entry_hook(); }
    ++running;
  }
  ~run_scope() { running = before_; }
  run_scope(run_scope const &) = delete;
  run_scope &operator=(run_scope const &) = delete;

private:
  std::uint32_t before_{running};
};

#ifdef __EMSCRIPTEN__

// What the C++ runtime knows about exceptions, by the Itanium C++ ABI.
struct exception_globals {
  void *caught;
  unsigned uncaught;
};
extern "C" exception_globals *__cxa_get_globals();

class image_state {
public:
  image_state() {
    for(int i{0}; i < preserved_count; ++i) { words_[i] = *preserved[i]; }
  }
  void put_back() const {
    for(int i{0}; i < preserved_count; ++i) { *preserved[i] = words_[i]; }
    jank_collection_delays = delays_;
    memory::renew_request();
    nesting::set_depth(nesting_);
    waiting_handlers = handlers_;
    thrown_value::forget_after(exceptions_);
    *__cxa_get_globals() = globals_;
    ns::pop_bindings_to(bindings_);
  }

private:
  std::uint32_t words_[most_preserved];
  std::int32_t delays_{jank_collection_delays};
  int nesting_{nesting::depth()};
  int handlers_{waiting_handlers};
  std::uint64_t exceptions_{thrown_value::newest()};
  exception_globals globals_{*__cxa_get_globals()};
  std::size_t bindings_{ns::binding_depth()};
};

object_ref error_of(std::int32_t fault) {
  if(fault == jank_host_stack_exhausted) {
    return make_error_of_fault(error_kind::stack_overflow, "stack overflow: calls are nested too deep");
  }
  std::unique_ptr<char, void (*)(void *)> const reason{jank_host_fault_message(), std::free};
  return make_error_of_fault(error_kind::trap, reason.get());
}

// How a try's body ended, when not by a value; its code takes it at once.
_Unwind_Exception *noted{};

// What throw_value would throw.
_Unwind_Exception *make_exception(object_ref value) {
  void *const memory{abi::__cxa_allocate_exception(sizeof(thrown_value))};
  ::new (memory) thrown_value{value};
  auto const destroy{[](void *thrown) -> void * {
    static_cast<thrown_value *>(thrown)->~thrown_value();
    return thrown;
  }};
  abi::__cxa_init_primary_exception(memory, const_cast<std::type_info *>(&typeid(thrown_value)), destroy);
  abi::__cxa_increment_exception_refcount(memory);
  ++__cxa_get_globals()->uncaught;
  return static_cast<_Unwind_Exception *>(memory) - 1; // the object follows its header
}

#endif

} // namespace

void guarded(void (*f)(void *), void *context) {
  run_scope const scope;
#ifdef __EMSCRIPTEN__
  image_state const before;
  std::uint32_t const depth{running};
  std::int32_t const fault{jank_host_guard(f, context, emscripten_stack_get_current())};
  if(fault == jank_host_no_fault) [[likely]] { return; }
  before.put_back();
  // Frames between this one and the fault did not end in order.
  running = depth;
  throw_value(error_of(fault));
#else
  f(context);
#endif
}

object_ref call_guarded_rooted(object_ref f) {
  struct {
    memory::rooted<object_ref> callee;
    memory::rooted<object_ref> value;
  } call;
  call.callee = f;
  guarded([&call] { call.value = call_rooted(call.callee.get()); });
  return call.value;
}

void set_entry_hook(void (*hook)()) { entry_hook = hook; }

void preserve(std::uint32_t *word) {
  if(preserved_count == most_preserved) { std::abort(); }
  preserved[preserved_count++] = word;
}

} // namespace jank::unit

#ifdef __EMSCRIPTEN__
#define JANK_EXPORTED extern "C" __attribute__((used, visibility("default")))

using namespace jank::object;
using namespace jank::unit;

JANK_EXPORTED void jank_guarded_body(void (*f)(void *), void *context) { f(context); }

JANK_EXPORTED object_ref jank_try_body(object_ref body) { return call_rooted(body); }

// The function of a body reads what it works on before anything else, so that nothing here needs to be a root.
JANK_EXPORTED object_ref jank_try(word body) {
  image_state const before;
  int const handlers{waiting_handlers};
  waiting_handlers += static_cast<int>(body & takes_any_value);
  object_ref const value{jank_host_try(body & ~word{takes_any_value}, emscripten_stack_get_current())};
  waiting_handlers = handlers;
  auto const fault{static_cast<std::int32_t>(value.bits)};
  if(fault != jank_host_stack_exhausted && fault != jank_host_trapped) [[likely]] { return value; }
  before.put_back();
  noted = make_exception(error_of(fault));
  return object_ref{thrown_bits};
}

JANK_EXPORTED object_ref jank_note_exception(_Unwind_Exception *exception) {
  noted = exception;
  return object_ref{thrown_bits};
}

JANK_EXPORTED _Unwind_Exception *jank_take_exception() { return std::exchange(noted, nullptr); }

JANK_EXPORTED void jank_resume_exception(_Unwind_Exception *exception) {
  _Unwind_RaiseException(exception);
  std::abort();
}
#endif
