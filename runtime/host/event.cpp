#include "host/event.hpp"

#include "host/describe.hpp"
#include "host/host.hpp"
#include "host/start.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/call.hpp"
#include "unit/guard.hpp"

#include <cstdio>

namespace jank::host {

void run_event(object::object_ref f) {
  memory::rooted<object::object_ref> const called{f};
  std::size_t const depth{ns::binding_depth()};
  event_result result;
  begin_event();
  try {
    unit::guarded([&] { object::call_rooted(called.get()); });
    end_event();
    ns::flush_out();
    return;
  } catch(...) {
    ns::pop_bindings_to(depth);
    ns::flush_out();
    std::fprintf(stderr, "%s\n", describe(std::current_exception()).c_str());
    result = event_failed(std::current_exception(), called);
  }
  std::fflush(stderr);
  memory::rooted<object::object_ref> const again{result.again};
  bool failed{!result.goes_on};
  if(again.get().is_some()) {
    failed = reported([&] { object::call_rooted(again.get()); }) != 0;
  }
  if(failed && ends_on_error()) { jank_host_exit(1); }
}

} // namespace jank::host
