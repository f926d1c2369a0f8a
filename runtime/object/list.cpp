#include "object/list.hpp"

#include "memory/heap.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

namespace jank::object {

namespace {

struct list_description {
  static constexpr kind what{kind::list};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential | flag_counted};
  static constexpr char const *name{"jank.runtime.list"};
};

struct cons_description {
  static constexpr kind what{kind::cons};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential};
  static constexpr char const *name{"jank.runtime.cons"};
};

object_ref make_list_cell(object_ref first, object_ref rest, object_ref meta) {
  return memory::make<list>(heap_object{&static_type<list_description>}, first, rest, meta, cast<list>(rest)->count + 1,
                            0u);
}

} // namespace

object_ref empty_list() {
  // Static memory has only the alignment of its type, and a value needs three free bits.
  alignas(8) static list empty{{&static_type<list_description>}, nil, object_ref{&empty}, nil, 0, 0};
  return &empty;
}

object_ref make_list(object_ref const *values, std::size_t count) {
  object_ref result{empty_list()};
  for(auto i{count}; i > 0; --i) { result = make_list_cell(values[i - 1], result, nil); }
  return result;
}

object_ref make_list(std::initializer_list<object_ref> values) { return make_list(values.begin(), values.size()); }

object_ref list_conj(object_ref l, object_ref value) { return make_list_cell(value, l, cast<list>(l)->meta); }

object_ref make_cons(object_ref first, object_ref rest) {
  if(rest.is_nil()) { return make_list({first}); }
  if(!has_flag(rest, flag_seq)) { rest = seq(rest); }
  return memory::make<cons>(heap_object{&static_type<cons_description>}, first, rest, nil);
}

} // namespace jank::object
