#include "object/cell.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/static_type.hpp"

namespace jank::object {

namespace {

struct ref_description {
  static constexpr kind what{kind::cell};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.ref"};
};
struct agent_description {
  static constexpr kind what{kind::cell};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.agent"};
};
struct promise_description {
  static constexpr kind what{kind::cell};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"jank.runtime.promise"};
  static object_ref call(object_ref self, object_ref value) { return settle_cell(self, value, false) ? self : nil; }
};
struct future_description {
  static constexpr kind what{kind::cell};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.future"};
};

// By sort.
constexpr object_type const *types[cell_sort_count]{
    &static_type<ref_description>,
    &static_type<agent_description>,
    &static_type<promise_description>,
    &static_type<future_description>,
};

} // namespace

object_ref make_cell(cell_sort sort, object_ref value, object_ref force) {
  return memory::make<cell>(heap_object{types[static_cast<std::size_t>(sort)]}, value, nil, nil, nil, nil, force, sort,
                            false, false);
}

object_ref deref_cell_rooted(object_ref v) {
  memory::rooted<cell *> const self{cast<cell>(v)};
  if(self->settled) {
    if(self->failed) { throw_value(self->value); }
    return self->value;
  }
  return self->force.is_nil() ? self->value : call_rooted(self->force, object_ref{self.get()});
}

bool settle_cell(object_ref v, object_ref value, bool failed) {
  auto *const c{cast<cell>(v)};
  if(c->settled) { return false; }
  c->value = value;
  c->settled = true;
  c->failed = failed;
  return true;
}

} // namespace jank::object
