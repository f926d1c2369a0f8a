#pragma once

// Where the code of vars came from: for each top-level form that was compiled in this image and defines something, its text and what the
// compiler took in from vars. With it a change of a macro is followed by those who were expanded with it (recompile.hpp).
//
// A definition is forgotten when other forms have defined all that it defines. It keeps the text, not the form: an eighth of the memory.
// What eval was given has no text; there the form itself is kept. Code that was linked has its text in a file (linked_definitions).

#include "analyzer/taken.hpp"
#include "namespace/namespace.hpp"
#include "reader/source.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jank::hot_reload {

struct definition : object::heap_object {
  static constexpr object::kind object_kind{object::kind::opaque};
  object::object_ref text; // string; nil: only the form is known
  object::object_ref form;
  object::object_ref file;          // string: what errors and *file* say
  object::object_ref home;          // symbol: the namespace
  object::object_ref from;          // vector of vars: what was taken in
  object::object_ref from_roots;    // vector of longs: the words they held then, which the collector takes for numbers
  object::object_ref defined;       // vector of vars
  object::object_ref defined_roots; // the same of these, after the form was run
  object::object_ref
      adds_to; // of defmethod, extend-type and the like, which define no var: the var that they add to; or nil
  object::object_ref adds; // what tells such a form from others: a vector; or nil
  std::uint32_t line;
  std::uint32_t column;
  std::uint32_t order; // ascending in the order of evaluation

  bool took(ns::var const *v) const;
  bool is_outdated() const; // something that it took in was bound again since
  // The vars whose code is still what this form made; or the one it adds to.
  std::vector<ns::var *> current() const;
};

// Records a form while it is evaluated. It counts only when `finish` is called, that is when evaluating it threw nothing.
class recording {
public:
  recording();
  ~recording();
  recording(recording const &) = delete;
  recording &operator=(recording const &) = delete;

  // `text` is the form's, beginning at `at`; empty: there is none.
  void finish(object::object_ref form, reader::source_text const &source, std::string_view text, reader::position at);

private:
  analyzer::taken_in taken_;
  analyzer::taken_in *outer_;
  object::object_ref home_; // a symbol, kept by the namespace
};

using definition_list = std::vector<definition *, memory::allocator<definition *>>;

// Those that took something in from the var, in the order of evaluation; linked ones too, whose files are read for it.
definition_list dependents_of(ns::var const *v);
// Those that took something in from one of the vars, and, where they define macros or ^:const vars, those that took something in from
// these, in the order of evaluation. `since`: of the first only such as were compiled before the var was bound last.
enum class outdated : bool { any, since };
definition_list outdated_by(std::vector<ns::var *> const &changed, outdated which);

// The definitions in the files that linked code was compiled from, as far as they can be read, and each file once
// (linked_definitions.cpp).
definition_list const &linked_definitions();
// A form that changes what a var holds by adding to it, defmethod and the like.
struct addition {
  ns::var *to;            // null: it is no such form
  object::object_ref key; // what it is found by
};
addition addition_of(object::object_ref form);
// Is what the var holds the value of a form that was evaluated in this image?
bool was_compiled_here(ns::var const *v);

// The number of the last definition; that of the one which defined the var, 0: none.
std::uint32_t last_definition();
std::uint32_t order_of(ns::var const *v);
// Visits what was defined after the definition of that number.
void each_defined_since(std::uint32_t order, std::function<void(ns::var *)> const &visit);

// A new one, of what was just analysed, with the roots of now.
definition *make_definition(analyzer::taken_in const &taken, addition const &added);
void set_text(definition *d, reader::source_text const &source, std::string_view text, reader::position at);

// What evaluating the definition again would replace is code: functions, macros, methods, types, protocols, ^:const values. A var that
// holds anything else holds state.
bool is_code(definition const *d);

} // namespace jank::hot_reload
