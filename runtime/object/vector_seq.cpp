#include "memory/heap.hpp"
#include "object/array.hpp"
#include "object/collections.hpp"
#include "object/detail/seqs.hpp"

namespace jank::object {

namespace {

std::size_t count_of(object_ref source) {
  auto const *const a{try_cast<array>(source)};
  return a ? a->length : vector_count(source);
}

} // namespace

object_ref make_vector_seq(object_ref source) {
  return count_of(source) == 0 ? nil : object_ref{memory::make<vector_seq>(source, std::size_t{})};
}

object_ref vector_seq_nth(vector_seq const *s, std::size_t i) {
  auto const *const a{try_cast<array>(s->source)};
  return a ? array_get(a, s->index + i) : vector_nth(s->source, s->index + i);
}

object_ref vector_seq_first(vector_seq const *s) { return vector_seq_nth(s, 0); }

object_ref vector_seq_next(vector_seq const *s) {
  auto const after{std::size_t{s->index} + 1};
  return after == count_of(s->source) ? nil : object_ref{memory::make<vector_seq>(s->source, after)};
}

std::size_t vector_seq_count(vector_seq const *s) { return count_of(s->source) - s->index; }

} // namespace jank::object
