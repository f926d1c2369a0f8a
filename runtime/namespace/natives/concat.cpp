#include "namespace/natives/concat.hpp"

#include "memory/heap.hpp"
#include "object/function.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

namespace jank::ns {

using namespace object;
using memory::rooted;

namespace {

bool is_exhausted(object_ref colls) { return colls.is_nil() || colls == empty_list(); }

// The body of the lazy seq: captured are the collection being walked and those after it.
object_ref next_step(object_ref self) {
  rooted<object_ref> current{cast<function>(self)->captured[0]};
  rooted<object_ref> more{cast<function>(self)->captured[1]};
  for(;;) {
    // The last collection needs no cells of its own.
    if(is_exhausted(more)) { return current; }
    rooted<object_ref> const s{seq_rooted(current)};
    if(s.get().is_some()) {
      rooted<object_ref> const head{first_rooted(s)};
      rooted<object_ref> const tail{rest_rooted(s)};
      return make_cons(head, make_concat(tail, more));
    }
    more = seq_rooted(more);
    if(more.get().is_nil()) { return nil; }
    current = first_rooted(more);
    more = rest_rooted(more);
  }
}

function_type const *step_type() {
  static function_type type{};
  static bool const filled{[] {
    arity_entry const fixed{0, reinterpret_cast<entry>(&next_step)};
    fill_function_type(type, "clojure.core/concat/step", &fixed, 1, -1, nullptr, 2);
    return true;
  }()};
  return filled ? &type : nullptr;
}

} // namespace

object_ref make_concat(object_ref coll, object_ref more) {
  function *const step{make_function(step_type())};
  step->captured[0] = coll;
  step->captured[1] = more;
  return make_lazy_seq(object_ref{step});
}

} // namespace jank::ns
