#include "patch/opaque.hpp"

#include "memory/heap.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/print.hpp"

namespace jank::patch {

using namespace object;

namespace {

struct opaque : heap_object {
  static constexpr kind object_kind{kind::opaque};
  void *pointer;
};

object_type make_opaque_type() {
  object_type t{kind::opaque, 0, "jank.runtime.opaque", {}};
  fill_uncallable(t);
  return t;
}

} // namespace

object_ref make_opaque(void *pointer) {
  static object_type const type{make_opaque_type()};
  auto *const o{static_cast<opaque *>(memory::allocate_atomic(sizeof(opaque)))};
  o->type = &type;
  o->pointer = pointer;
  return o;
}

void *opaque_pointer(object_ref v) {
  if(!is<opaque>(v)) { throw_error(error_kind::type, to_readable(v) + " is not a wrapped C++ pointer"); }
  return cast<opaque>(v)->pointer;
}

} // namespace jank::patch
