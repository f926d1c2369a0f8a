#include "hot_reload/guard.hpp"

#include "memory/safepoint.hpp"
#include "object/error.hpp"

#include <cstdlib>
#include <memory>
#include <string>

// library_loader.js: 1, or 0 with a malloc'ed message.
extern "C" std::int32_t jank_call_guarded(void *function, jank::object::word argument, jank::object::word *result,
                                          char **failure);

namespace jank::hot_reload {

trap_scope::trap_scope() : delays_{jank_collection_delays} {}

void trap_scope::clean_up() const {
  jank_collection_delays = delays_;
  memory::renew_request();
}

object::word call_guarded(void *function, object::word argument, char const *doing) {
  trap_scope const scope;
  object::word result{};
  char *message{};
  if(jank_call_guarded(function, argument, &result, &message) != 0) { return result; }
  std::unique_ptr<char, void (*)(void *)> const failure{message, std::free};
  scope.clean_up();
  object::throw_error(object::error_kind::loader, std::string{doing} + " was ended by a trap: " + failure.get());
}

} // namespace jank::hot_reload
