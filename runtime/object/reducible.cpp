#include "object/reducible.hpp"

#include "memory/heap.hpp"
#include "object/static_type.hpp"

namespace jank::object {

namespace {

struct reducible_description {
  static constexpr kind what{kind::reducible};
  static constexpr std::uint32_t flags{flag_sequential};
  static constexpr char const *name{"jank.runtime.reducible"};
};

} // namespace

object_ref make_reducible(object_ref name, object_ref make_seq, object_ref reduce) {
  return memory::make<reducible>(heap_object{&static_type<reducible_description>}, make_seq, reduce, name);
}

} // namespace jank::object
