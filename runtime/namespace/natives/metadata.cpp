// Metadata: a map beside a value that does not count for equality.

#include "namespace/changes.hpp"
#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/cell.hpp"
#include "object/reference.hpp"

namespace jank::ns {

namespace {

object_ref meta_of(object_ref, object_ref x) {
  if(auto const *const v{try_cast<var>(x)}) { return metadata(v); }
  if(auto const *const n{try_cast<name_space>(x)}) { return n->meta; }
  if(auto const *const a{try_cast<atom>(x)}) { return a->meta; }
  return meta(x);
}

object_ref with(object_ref, object_ref x, object_ref m) {
  if(m.is_some() && !is_map(m)) { throw_wrong_argument("with-meta", "metadata that is a map or nil", m); }
  return with_meta(x, m);
}

object_ref reset(object_ref, object_ref x, object_ref m) {
  if(m.is_some() && !is_map(m)) { throw_wrong_argument("reset-meta!", "metadata that is a map or nil", m); }
  if(auto *const v{try_cast<var>(x)}) {
    set_meta(v, m);
  } else if(auto *const n{try_cast<name_space>(x)}) {
    set_meta(n, m);
  } else if(auto *const c{try_cast<cell>(x)}) {
    c->meta = m;
  } else {
    expect<atom>(x, "reset-meta!", "a var, namespace, atom, ref or agent")->meta = m;
  }
  return m;
}

object_ref alter(object_ref, object_ref x, object_ref f, object_ref rest) {
  rooted<object_ref> const held{x};
  rooted<object_ref> const function{f};
  rooted<object_ref> const args{make_cons(meta_of(nil, held), rest)};
  rooted<object_ref> const changed{apply_rooted(function, args)};
  return reset(nil, held, changed);
}

native const rows[]{
    {"meta", "([obj])", "The metadata of obj, or nil.", {meta_of}},
    {"with-meta", "([obj m])", "A value equal to obj with the map m as its metadata.", {with}},
    {"reset-meta!",
     "([iref m])",
     "Makes the map m the metadata of the var, namespace or atom, and returns it.",
     {reset}},
    {"alter-meta!",
     "([iref f & args])",
     "Makes (f metadata args...) the metadata of the var, namespace or atom, and returns it.",
     {},
     alter},
};

} // namespace

native_table metadata_natives() { return table_of(rows); }

} // namespace jank::ns
