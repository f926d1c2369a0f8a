#include "object/lazy.hpp"

#include "memory/heap.hpp"
#include "object/detail/seqs.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"

namespace jank::object {

object_ref make_lazy_seq(object_ref body) { return memory::make<lazy_seq>(body); }

object_ref force_lazy_seq_rooted(object_ref lazy) {
  memory::rooted<lazy_seq *> outer{cast<lazy_seq>(lazy)};
  memory::rooted<lazy_seq *> current{outer.get()};
  for(;;) {
    if(current->body.is_some()) {
      object_ref const result{call_rooted(current->body)};
      current->value = result;
      current->body = nil;
    }
    object_ref const value{current->value};
    if(!is<lazy_seq>(value)) { break; }
    // The outer one skips what was already unwound, so that a long chain is garbage link by link, and so that
    // after an exception the next use goes on where this one stopped.
    outer->value = value;
    current = cast<lazy_seq>(value);
  }
  object_ref const result{seq(current->value)};
  current->value = result;
  outer->value = result;
  // The next frame that lies here may not write every word of itself at once; what it found here must not be the head of a seq.
  outer = nullptr;
  current = nullptr;
  return result;
}

object_ref make_iterate(object_ref f, object_ref first) {
  auto *const cell{memory::make<iterate>(f)};
  cell->value = first;
  cell->computed = 1;
  return cell;
}

object_ref iterate_first_rooted(iterate *cell) {
  if(cell->computed == 0) {
    memory::rooted<iterate *> const root{cell};
    object_ref const value{call_rooted(root->f, root->previous)};
    root->value = value;
    root->computed = 1;
    root->previous = nil;
  }
  return cell->value;
}

object_ref iterate_next_rooted(iterate *cell) {
  if(cell->next.is_nil()) {
    memory::rooted<iterate *> const root{cell};
    object_ref const value{iterate_first_rooted(cell)};
    auto *const next{memory::make<iterate>(root->f)};
    next->previous = value;
    root->next = next;
  }
  return cell->next;
}

object_ref make_delay(object_ref body) { return memory::make<delay>(body); }

object_ref force_delay_rooted(object_ref v) {
  memory::rooted<delay *> const root{cast<delay>(v)};
  if(root->body.is_some()) {
    try {
      object_ref const value{call_rooted(root->body)};
      root->value = value;
    } catch(thrown_value const &thrown) {
      root->value = thrown.value;
      root->failed = 1;
    }
    root->body = nil;
  }
  if(root->failed != 0) { throw_value(root->value); }
  return root->value;
}

bool is_realized(object_ref v) {
  while(auto const *const lazy{try_cast<lazy_seq>(v)}) {
    if(lazy->body.is_some()) { return false; }
    v = lazy->value;
  }
  auto const *const delayed{try_cast<delay>(v)};
  return !delayed || delayed->body.is_nil();
}

} // namespace jank::object
