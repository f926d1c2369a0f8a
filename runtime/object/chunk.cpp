#include "object/chunk.hpp"

#include "memory/heap.hpp"
#include "object/detail/seqs.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"

#include <algorithm>

namespace jank::object {

namespace {

bool over_vector(object_ref v) { return is(v, kind::vector_seq) && is_vector(cast<vector_seq>(v)->source); }

} // namespace

object_ref make_chunked_cons(object_ref chunk, object_ref rest) {
  if(vector_count(chunk) == 0) { return rest; }
  if(rest.is_some() && !has_flag(rest, flag_seq)) { rest = seq(rest); }
  return memory::make<chunked_cons>(chunk, rest, 0u);
}

bool is_chunked_seq(object_ref v) {
  return over_vector(v) || is(v, kind::chunked_cons) || (is(v, kind::long_range) && cast<long_range>(v)->step != 0);
}

std::size_t copy_chunk(object_ref s, object_ref *into) {
  if(auto const *const r{try_cast<long_range>(s)}) {
    auto const count{static_cast<std::size_t>(std::min<std::uint64_t>(r->remaining, chunk_size))};
    for(std::size_t i{}; i < count; ++i) { into[i] = make_long(r->at(i)); }
    return count;
  }
  auto const *const chunked{try_cast<chunked_cons>(s)};
  auto const run{chunked ? vector_run(chunked->chunk, chunked->index)
                         : vector_run(cast<vector_seq>(s)->source, cast<vector_seq>(s)->index)};
  std::copy(run.begin(), run.end(), into);
  return run.count;
}

object_ref after_chunk(object_ref s) {
  if(auto const *const r{try_cast<long_range>(s)}) {
    if(r->remaining <= chunk_size) { return nil; }
    return memory::make_atomic<long_range>(r->at(chunk_size), r->step, r->remaining - chunk_size);
  }
  if(auto const *const chunked{try_cast<chunked_cons>(s)}) {
    auto const next{chunked->index + vector_run(chunked->chunk, chunked->index).count};
    if(next == vector_count(chunked->chunk)) { return chunked->rest; }
    return memory::make<chunked_cons>(chunked->chunk, chunked->rest, static_cast<std::uint32_t>(next));
  }
  auto const *const v{cast<vector_seq>(s)};
  auto const next{v->index + vector_run(v->source, v->index).count};
  return next == vector_count(v->source) ? nil : object_ref{memory::make<vector_seq>(v->source, next)};
}

} // namespace jank::object
