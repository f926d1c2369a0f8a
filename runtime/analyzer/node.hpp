#pragma once

// The typed tree: what the analyzer makes of a form and the code generator reads.
//
// Every node has a `value_type`: how its value is represented when it is computed in the most direct way. Whoever wants another
// representation converts (codegen/convert.cpp): long -> object boxes, object -> long checks and unboxes. Types come from literals,
// hints, results of operations and, for loops, a fixed point over the recurs (inference.hpp).
//
// Nodes live in an arena that goes when the unit is done. Values in nodes are not rooted: collection is delayed from reading a
// top-level form until its code has been emitted.

#include "namespace/namespace.hpp"
#include "reader/source.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace jank::analyzer {

using object::object_ref;
using reader::position;

enum class value_type : std::uint8_t {
  object,       // any value, one tagged word
  long_integer, // i64
  double_float, // f64
  boolean,      // i32, 0 or 1
  nothing,      // control does not come back: throw, recur
};

enum class node_kind : std::uint8_t {
  constant,
  local_ref,
  var_value,
  if_,
  do_,
  let,
  loop,
  recur,
  fn,
  call,
  operation,
  throw_,
  try_,
  letfn,
  def,
  set_var,
  field_ref,
  set_field,
  vector,
  map,
  set,
};

struct node {
  node_kind what;
  value_type type{value_type::object};
  position at{};
  virtual ~node() = default;

protected:
  explicit node(node_kind k) : what{k} {}
};

struct fn_node;
struct fn_arity;

// How code gets at a field (object/type_layout.hpp).
enum class field_access : std::uint8_t {
  fixed,   // every instance has the slot
  late,    // instances of older definitions have not
  by_name, // the slot is not known
};

// A name bound by let, loop, fn, letfn or catch. Its value never changes save at a recur. Or the name of a field of an instance that
// another local holds: such a one is no variable, its uses are field_ref_nodes.
struct local {
  std::string name;
  value_type type{value_type::object};
  std::uint32_t id{}; // unique in the unit
  fn_arity *arity{};  // the arity it is bound in; null in the top-level form itself
  bool is_parameter{};
  bool is_self{}; // the name of the fn inside itself
  bool hinted{};  // `type` comes from ^long or ^double
  std::uint32_t uses{};
  local *instance{}; // of a field: what holds the instance
  std::uint32_t field{};
  field_access found{};
  bool is_mutable{};
};

struct constant_node : node {
  constant_node() : node{node_kind::constant} {}
  object_ref value;
};
struct local_ref_node : node {
  local_ref_node() : node{node_kind::local_ref} {}
  local *target{};
};
// The current value of a var. (#'x is a constant_node holding the var.)
struct var_value_node : node {
  var_value_node() : node{node_kind::var_value} {}
  ns::var *target{};
};
struct if_node : node {
  if_node() : node{node_kind::if_} {}
  node *test{}, *then{}, *otherwise{}; // otherwise is a constant nil when it was left out
};
struct do_node : node {
  do_node() : node{node_kind::do_} {}
  std::vector<node *> statements; // values dropped
  node *result{};
};
struct binding {
  local *target{};
  node *init{};
};
struct let_node : node {
  let_node() : node{node_kind::let} {}
  std::vector<binding> bindings;
  node *body{};
};
struct loop_node : node {
  loop_node() : node{node_kind::loop} {}
  std::vector<binding> bindings;
  node *body{};
  bool has_recur{};
};
struct recur_node : node {
  recur_node() : node{node_kind::recur} { type = value_type::nothing; }
  loop_node *loop{}; // exactly one of the two
  fn_arity *arity{};
  std::vector<node *> args; // as many as locals; for a variadic arity the last is the rest seq itself
};
struct fn_arity {
  fn_node *fn{};
  std::vector<local *> parameters; // with the rest parameter last, when variadic
  bool variadic{};
  bool has_recur{};
  node *body{};
  position at{};
};
struct fn_node : node {
  fn_node() : node{node_kind::fn} {}
  std::string name; // "user/ggg", "user/ggg/fn--12": for messages, traces and the name section
  local *self{};    // or null; is_self
  std::vector<std::unique_ptr<fn_arity>> arities;
  // Locals of enclosing functions used inside (transitively), in order of first use. References inside name these same
  // locals; the code generator sees by `arity` that they are captured.
  std::vector<local *> captured;
  fn_arity *enclosing{}; // the arity this fn stands in, or null at the top level
  object_ref meta;       // constant metadata for the function object, or nil
  bool once{};           // ^:once fn*: called at most once
  bool is_try_body{};    // made of the body of a `try`; called once
};
struct call_node : node {
  call_node() : node{node_kind::call} {}
  node *callee{};
  std::vector<node *> args; // any number
};

// Operations of clojure.core that are expanded in line, as Clojure's :inline does (inline.cpp lists which var means which).
enum class operation : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  quotient,
  remainder, // two arguments, as numbers
  unchecked_add,
  unchecked_subtract,
  unchecked_multiply, // two longs, wrapping
  bit_and,
  bit_or,
  bit_xor,
  shift_left,
  shift_right,
  unsigned_shift_right, // two longs
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  numerically_equal, // two numbers -> boolean
  equal,
  identical, // two values -> boolean
  is_nil,
  is_some,
  not_,
  is_true,
  is_false, // one value -> boolean
  is_zero,
  is_positive,
  is_negative, // one number -> boolean
  to_long,
  to_double,
  to_boolean, // one value
  square_root,
  floor,
  ceiling,
  nearest, // one number -> double; nearest gives the even one of two whole numbers that are equally near
  nth,
  nth_or_nil, // a collection and an index -> value
};
struct operation_node : node {
  operation_node() : node{node_kind::operation} {}
  operation op{};
  bool wraps{};    // add, subtract and multiply under *unchecked-math*: two longs wrap around instead of throwing
  node *args[2]{}; // the second is null for one argument
};
struct throw_node : node {
  throw_node() : node{node_kind::throw_} { type = value_type::nothing; }
  node *value{};
};
enum class catch_what : std::uint8_t {
  jank_value, // (catch jank.runtime.object_ref e ...): any thrown jank value
  cpp_error,  // (catch std.exception e ...): C++ exceptions
  anything,   // (catch :default e ...)
};
struct catch_clause {
  catch_what what{};
  local *bound{};
  node *body{};
};
struct try_node : node {
  try_node() : node{node_kind::try_} {}
  // A body that may fault is a function of its own, and this is the call of jank.error/guarded with it (try.cpp).
  node *body{};
  fn_node *outlined{}; // that function, or null
  bool
      split{}; // catches and finally were written in one form: the body is a try with the catches, so that they are guarded
  std::vector<catch_clause> catches; // tried in order
  node *finally{};                   // or null; its value is dropped
};
struct letfn_node : node {
  letfn_node() : node{node_kind::letfn} {}
  std::vector<binding> bindings; // every init is a fn_node; each may use all the locals
  node *body{};
};
struct def_node : node {
  def_node() : node{node_kind::def} {}
  ns::var *target{};
  node *init{}; // or null: (def x)
  node *meta{}; // or null; evaluates to the metadata map
};
struct set_var_node : node {
  set_var_node() : node{node_kind::set_var} {}
  ns::var *target{};
  node *value{};
};
// A field of an instance, whose type is known to have it (see fields* in member.cpp).
struct field_ref_node : node {
  field_ref_node() : node{node_kind::field_ref} {}
  node *instance{};
  std::uint32_t field{}; // its slot, unless it is found by name
  field_access found{};
  std::string name;
};
struct set_field_node : node {
  set_field_node() : node{node_kind::set_field} {}
  node *instance{};
  std::uint32_t field{};
  field_access found{};
  std::string name;
  node *value{};
};
struct vector_node : node {
  vector_node() : node{node_kind::vector} {}
  std::vector<node *> items;
};
struct map_node : node {
  map_node() : node{node_kind::map} {}
  std::vector<node *> items; // keys and values in turn
};
struct set_node : node {
  set_node() : node{node_kind::set} {}
  std::vector<node *> items;
};

// Owns the nodes and locals of one unit.
class tree {
public:
  template <typename T> T *make(position at) {
    auto owned{std::make_unique<T>()};
    T *const raw{owned.get()};
    raw->at = at;
    nodes_.push_back(std::move(owned));
    return raw;
  }
  local *make_local(std::string name) {
    local &l{locals_.emplace_back()};
    l.name = std::move(name);
    l.id = static_cast<std::uint32_t>(locals_.size() - 1);
    return &l;
  }
  std::size_t local_count() const { return locals_.size(); }

  node *root{};
  std::vector<std::string> warnings; // complete texts with positions

private:
  std::vector<std::unique_ptr<node>> nodes_;
  std::deque<local> locals_;
};

} // namespace jank::analyzer
