// Chunked seqs, and the two functions over whole chunks that map and filter are made of: they save a cell, a closure and a lazy seq for
// all but one of 32 elements.

#include "object/chunk.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

// Values on the stack that the collector sees (memory/heap.hpp: an address that escaped keeps every store in memory).
struct rooted_chunk {
  object_ref values[chunk_size]{};
  rooted_chunk() { asm volatile("" : : "r"(values) : "memory"); }
};

object_ref expect_chunked(object_ref s, char const *function) {
  if(!is_chunked_seq(s)) { throw_wrong_argument(function, "a chunked seq", s); }
  return s;
}

object_ref first_chunk(object_ref, object_ref s) {
  rooted_chunk chunk;
  auto const count{copy_chunk(expect_chunked(s, "chunk-first"), chunk.values)};
  return make_vector(chunk.values, count);
}

object_ref rest_after(object_ref, object_ref s) {
  object_ref const rest{after_chunk(expect_chunked(s, "chunk-rest"))};
  return rest.is_nil() ? empty_list() : rest;
}

object_ref next_after(object_ref, object_ref s) {
  rooted<object_ref> const rest{after_chunk(expect_chunked(s, "chunk-next"))};
  return seq_rooted(rest);
}

object_ref cons_chunk(object_ref, object_ref chunk, object_ref rest) {
  if(!is(chunk, kind::vector)) { throw_wrong_argument("chunk-cons", "a chunk", chunk); }
  return make_chunked_cons(chunk, rest);
}

object_ref map_chunk(object_ref, object_ref f, object_ref s) {
  rooted<object_ref> const function{f};
  rooted_chunk chunk;
  auto const count{copy_chunk(expect_chunked(s, "map"), chunk.values)};
  for(std::size_t i{}; i < count; ++i) { chunk.values[i] = call_rooted(function.get(), chunk.values[i]); }
  return make_vector(chunk.values, count);
}

template <bool Keep> object_ref filter_chunk(object_ref, object_ref pred, object_ref s) {
  rooted<object_ref> const function{pred};
  rooted_chunk chunk;
  auto const count{copy_chunk(expect_chunked(s, "filter"), chunk.values)};
  std::size_t kept{};
  for(std::size_t i{}; i < count; ++i) {
    object_ref const value{chunk.values[i]};
    if(call_rooted(function.get(), value).truthy() == Keep) { chunk.values[kept++] = chunk.values[i]; }
  }
  return make_vector(chunk.values, kept);
}

constexpr native rows[]{
    {"chunked-seq?",
     "([x])",
     "Is x a seq that knows its next elements up to 32 at once?",
     {+[](object_ref, object_ref x) { return make_boolean(is_chunked_seq(x)); }}},
    {"chunk-first",
     "([s])",
     "The first elements of the chunked seq, up to 32, as a counted, indexed chunk.",
     {first_chunk}},
    {"chunk-rest", "([s])", "A seq, perhaps empty, of what follows the first chunk of s.", {rest_after}},
    {"chunk-next", "([s])", "A seq of what follows the first chunk of s; nil when nothing does.", {next_after}},
    {"chunk-cons", "([chunk rest])", "A chunked seq of the elements of chunk, then those of rest.", {cons_chunk}},
    {"chunk-buffer", "([capacity])", "A buffer for chunk-append and chunk.", {+[](object_ref, object_ref n) {
       expect_long(n, "chunk-buffer");
       return transient(empty_vector());
     }}},
    {"chunk-append", "([b x])", "Adds x to the chunk buffer b.", {+[](object_ref, object_ref b, object_ref x) {
       transient_conj(b, x);
       return nil;
     }}},
    {"chunk",
     "([b])",
     "The chunk of what the buffer b holds. b must not be used again.",
     {+[](object_ref, object_ref b) { return persistent(b); }}},
    {"map-chunk*", "([f s])", "The chunk of (f x) for each x of the first chunk of s.", {map_chunk}},
    {"filter-chunk*",
     "([pred s])",
     "The chunk of those elements of the first chunk of s for which (pred x) is true.",
     {filter_chunk<true>}},
    {"remove-chunk*",
     "([pred s])",
     "The chunk of those elements of the first chunk of s for which (pred x) is false.",
     {filter_chunk<false>}},
};

} // namespace

struct chunk_table : rows_of_core<rows> {};
native_table chunk_natives() { return table_of<chunk_table>(); }

} // namespace jank::ns
