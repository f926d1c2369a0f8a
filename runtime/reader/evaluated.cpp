// #=form: the value of a call that is made while the text is read. As in Clojure no compiler takes part: the arguments are the forms as they
// were read.
//
//   #=(a/f x ...)    what the function that the var a/f holds returns
//   #=(var a/b)      the var
//   #=(a.Type. x ...)  a new instance
//   #=a.Type         the type

#include "reader/parser.hpp"

#include "object/call.hpp"
#include "object/list.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/type.hpp"
#include "reader/called.hpp"

namespace jank::reader {

namespace {

constexpr char const *advice{"write #=(function argument ...), #=(var name), #=(a.Type. argument ...) or #=a.Type"};

object::symbol *expect_symbol(parser const &p, object_ref form, position at) {
  if(!object::is<object::symbol>(form)) {
    fail(p, at, "#= wants the name of a function or a type, not " + object::to_short_text(form), advice);
  }
  return object::cast<object::symbol>(form);
}

ns::var *expect_var(parser const &p, object::symbol const *name, position at) {
  ns::var *const v{ns::resolve(ns::current_namespace(), name)};
  if(v == nullptr) { fail(p, at, "#= names " + object::qualified_name(name) + ", which no var is called", advice); }
  return v;
}

object_ref type_of_name(parser const &p, object_ref form, position at) {
  object::symbol const *const name{expect_symbol(p, form, at)};
  ns::var const *const v{name->ns == nullptr ? find_var_of_type(name->name->view(), {}) : nullptr};
  if(v == nullptr || !object::is<object::type_description>(v->value)) {
    fail(p, at, "#= names " + object::qualified_name(name) + ", which is no type", advice);
  }
  return v->value;
}

object_ref value_of_call(parser const &p, object_ref form, position at) {
  object::symbol const *const name{expect_symbol(p, object::first(form), at)};
  object_ref const arguments{object::next(form)};
  std::string_view const text{name->name->view()};
  if(name->ns == nullptr && text == "var") { return expect_var(p, expect_symbol(p, object::first(arguments), at), at); }
  std::string const what{"#=(" + object::qualified_name(name) + " ...)"};
  if(name->ns == nullptr && text.size() > 1 && text.ends_with('.')) {
    object_ref const make{constructor_of_type(p, text.substr(0, text.size() - 1), "->", at)};
    return called(p, what, at, [&] { return object::apply(make, arguments); });
  }
  ns::var const *const v{expect_var(p, name, at)};
  if(v->has(ns::var_macro)) { fail(p, at, "#= calls functions, and " + qualified_name(v) + " is a macro", advice); }
  return called(p, what, at, [&] { return object::apply(v->value, arguments); });
}

} // namespace

item read_evaluated(parser &p, position start) {
  p.text.step_over(2);
  object_ref const form{read_form(p, "#=", start).form};
  if(p.discarding > 0) { return {item_kind::form, form}; }
  if(!session_value("*read-eval*").truthy()) {
    fail(p, start, "#= evaluates while it reads, which *read-eval* forbids",
         "bind *read-eval* to true for text you trust");
  }
  bool const is_call{object::is<object::list>(form) && object::count(form) > 0};
  return {item_kind::form, is_call ? value_of_call(p, form, start) : type_of_name(p, form, start)};
}

} // namespace jank::reader
