#pragma once

// Chunks: up to 32 neighbours of a seq at once. A chunk is a vector; a chunked cons is a cell for each of its elements, before a seq
// of what follows. The seqs of vectors, ranges of longs and chunked conses are chunked.

#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/static_type.hpp"

namespace jank::object {

inline constexpr std::size_t chunk_size{32};

struct chunked_cons_description {
  static constexpr kind what{kind::chunked_cons};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential};
  static constexpr char const *name{"jank.runtime.chunked_cons"};
};
struct chunked_cons : heap_object {
  static constexpr kind object_kind{kind::chunked_cons};
  object_ref chunk; // a vector
  object_ref rest;  // any seq, or nil
  std::uint32_t index;

  chunked_cons(object_ref c, object_ref r, std::uint32_t i)
      : heap_object{&static_type<chunked_cons_description>}, chunk{c}, rest{r}, index{i} {}
};

// `rest` itself when the chunk is empty.
object_ref make_chunked_cons(object_ref chunk, object_ref rest);

bool is_chunked_seq(object_ref v);
// Copies the elements that come first, at most 32, to `into`: how many. Requires a chunked seq.
std::size_t copy_chunk(object_ref s, object_ref *into);
// What follows those: a seq that may be lazy, or nil.
object_ref after_chunk(object_ref s);

} // namespace jank::object
