#include "memory/heap.hpp"
#include "object/detail/seqs.hpp"

namespace jank::object {

object_ref make_string_seq(string *s) {
  return s->char_count == 0 ? nil : object_ref{memory::make<string_seq>(s, 0u, s->char_count)};
}

object_ref string_seq_first(string_seq const *s) {
  std::size_t at{s->byte_offset};
  return make_char(decode_utf8(s->source->view(), at));
}

object_ref string_seq_next(string_seq const *s) {
  if(s->remaining == 1) { return nil; }
  std::size_t at{s->byte_offset};
  decode_utf8(s->source->view(), at);
  return memory::make<string_seq>(s->source, static_cast<std::uint32_t>(at), s->remaining - 1);
}

} // namespace jank::object
