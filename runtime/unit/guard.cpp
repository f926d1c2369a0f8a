#include "unit/guard.hpp"

#include "host/host.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/nesting.hpp"
#include "unit/trace.hpp"

#include <cstdlib>
#include <memory>
#include <string>

#ifdef __EMSCRIPTEN__
#include <emscripten/stack.h>
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
    jank_safepoint_request = delays_ == 0 ? jank_collection_due : 0;
    nesting::set_depth(nesting_);
    thrown_value::forget_after(exceptions_);
    *__cxa_get_globals() = globals_;
    ns::pop_bindings_to(bindings_);
  }

private:
  std::uint32_t words_[most_preserved];
  std::int32_t delays_{jank_collection_delays};
  int nesting_{nesting::depth()};
  std::uint64_t exceptions_{thrown_value::newest()};
  exception_globals globals_{*__cxa_get_globals()};
  std::size_t bindings_{ns::binding_depth()};
};

[[noreturn]] void throw_fault(std::int32_t what) {
  if(what == jank_host_stack_exhausted) {
    throw_error_of_fault(error_kind::stack_overflow, "stack overflow: calls are nested too deep");
  }
  std::unique_ptr<char, void (*)(void *)> const reason{jank_host_fault_message(), std::free};
  throw_error_of_fault(error_kind::trap, reason.get());
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
  throw_fault(fault);
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
extern "C" __attribute__((used, visibility("default"))) void jank_guarded_body(void (*f)(void *), void *context) {
  f(context);
}
#endif
