#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/detail/seqs.hpp"

namespace jank::object {

object_ref make_vector_seq(object_ref vector) {
  return vector_count(vector) == 0 ? nil : object_ref{memory::make<vector_seq>(vector, std::size_t{})};
}

object_ref vector_seq_first(vector_seq const *s) { return vector_nth(s->source, s->index); }

object_ref vector_seq_next(vector_seq const *s) {
  auto const after{std::size_t{s->index} + 1};
  return after == vector_count(s->source) ? nil : object_ref{memory::make<vector_seq>(s->source, after)};
}

std::size_t vector_seq_count(vector_seq const *s) { return vector_count(s->source) - s->index; }

} // namespace jank::object
