#pragma once

// Vars: the named cells every global reference goes through.
//
// There is one thread, so `binding` is shallow: it stores the new value in `value` and keeps the old one in its frame, and a
// reference is a single load whether the var is dynamic or not. `callable` is what a call jumps through: the value itself when
// it is a heap object, else an object that throws "not callable" with the value. `set_value` keeps the two together; nothing
// else writes them. The offsets of `value` and `callable` are part of the ABI of emitted code.

#include "object/object.hpp"
#include "object/symbol.hpp"

namespace jank::ns {

using namespace object;

struct name_space;

enum var_flag : std::uint32_t {
  var_dynamic = 1u << 1,
  var_macro = 1u << 2,
  var_private = 1u << 3,
  var_const = 1u << 4,
  var_bound = 1u << 5,
  var_once = 1u << 6, // defonce
};

struct var : heap_object {
  static constexpr kind object_kind{kind::var};
  object_ref value;      // the current value: the innermost binding, else the root
  heap_object *callable; // never null
  object_ref root;
  name_space *ns;
  symbol *name;
  object_ref meta;
  object_ref watches;
  object_ref origin;     // how the root came to be bound: keyword :aot :form :patch :native, or nil
  std::uint32_t flags;   // var_flag, bit 0 always set (never taken for an address)
  std::uint32_t version; // times the root was bound * 2 + 1

  bool has(var_flag f) const { return (flags & f) != 0; }
};

// The type of vars, and of what a var without a root holds: calling it throws, naming the var.
extern object_type const &var_type;
struct unbound : heap_object {
  static constexpr kind object_kind{kind::unbound};
  var *of;
};

// A new var that is not interned anywhere, unbound. `ns` may be null.
var *make_var(name_space *ns, symbol *name);
// Stores the current value and what a call of the var jumps through; the root, version and watches are left alone.
void set_value(var *v, object_ref value);
// Sets the root (and the current value, unless bound by `binding`), counts the version, fires the watches once. Watches are
// jank code: the caller must have rooted what it holds. A watch that throws does not undo the binding; the exception goes on.
void bind_root(var *v, object_ref value);
// `def`: bind_root plus metadata (flags :dynamic :macro :private :const are taken from it). meta nil: keep what is there.
void define(var *v, object_ref value, object_ref meta);
void set_meta(var *v, object_ref meta);
// The var has no value any more: who calls it is told so. Counts the version, tells no watches.
void unbind(var *v);
// `set!`: only inside `binding`, or of a var with :settable in its metadata: what steers the compiler is set at the top of a file.
void set_bound(var *v, object_ref value);
std::string qualified_name(var const *v); // "user/ggg"
// The metadata with :ns and :name of the var.
object_ref metadata(var const *v);

// `binding`: pushes a frame of (var, value) pairs from a map; pop undoes it. Refuses vars that are not dynamic.
void push_bindings(object_ref map_of_var_to_value);
void pop_bindings();
std::size_t binding_depth();
bool is_bound_by_binding(var const *v);
// A map of the vars that are bound to what they hold now.
object_ref current_bindings();
// While `v` is bound: what it will hold when the last binding is undone.
void set_value_below_bindings(var const *v, object_ref root);
void pop_bindings_to(std::size_t depth); // after an exception

} // namespace jank::ns
