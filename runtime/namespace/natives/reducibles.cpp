// Reducibles, and what hashes are made of.

#include "object/reducible.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"

namespace jank::ns {

namespace {

object_ref make(object_ref, object_ref name, object_ref make_seq, object_ref reduce) {
  return make_reducible(name, make_seq, reduce);
}

constexpr native rows[]{
    {"reducible*",
     "([name make-seq reduce])",
     "A collection whose seq is that of (make-seq), and which (reduce f init) reduces, each time anew.",
     {make}},
    {"reducible-name*",
     "([x])",
     "The name a reducible was made with; nil when x is none.",
     {+[](object_ref, object_ref x) { return is<reducible>(x) ? cast<reducible>(x)->name : nil; }}},
};

} // namespace

struct reducible_table : rows_of_core<rows> {};
native_table reducible_natives() { return table_of<reducible_table>(); }

} // namespace jank::ns
