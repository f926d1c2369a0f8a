// Macros: functions from forms to a form, held by vars with the flag var_macro.

#include "analyzer/analyzer.hpp"
#include "analyzer/context.hpp"
#include "analyzer/taken.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"

namespace jank::analyzer {

namespace {

// A macro that always expands to another macro call would go on for ever.
constexpr int expansion_limit{10'000};

// What a macro function takes before the arguments of the call: &form and &env.
constexpr std::size_t hidden_arguments{2};

object::symbol *head_of(object_ref form) { return is_sequence(form) ? as_symbol(object::first(form)) : nullptr; }

ns::var *macro_named(ns::name_space *home, object::symbol const *head) {
  if(find_special(head) != nullptr) { return nullptr; }
  ns::var *const v{ns::resolve(home, head)};
  return v != nullptr && v->has(ns::var_macro) && v->has(ns::var_bound) ? v : nullptr;
}

object_ref marked(object_ref thrown, std::string_view space, std::string_view name) {
  auto const *const e{object::try_cast<object::error>(thrown)};
  return e == nullptr || e->data.is_nil() ? object::nil : object::get(e->data, object::make_keyword(space, name));
}

// What the core's macros throw about the form they were given: {:jank/error :compiler}.
bool is_syntax_error(object_ref thrown) {
  return marked(thrown, "jank", "error") == object_ref{object::make_keyword("compiler")};
}

object_ref call_with(ns::var *macro, object_ref form, object_ref environment, form_items const &items) {
  std::vector<object_ref> args{form, environment};
  args.insert(args.end(), items.values.begin() + 1, items.values.end());
  return object::call_array(macro->value, args.data(), static_cast<int>(args.size()));
}

} // namespace

object_ref call_macro(context &c, ns::var *macro, form_items const &items) {
  std::size_t const count{items.size() - 1};
  if(std::string const wanted{unaccepted(macro->value, count + hidden_arguments, hidden_arguments)}; !wanted.empty()) {
    fail(c, c.here,
         "wrong number of arguments (" + std::to_string(count) + ") passed to the macro " + ns::qualified_name(macro),
         "it takes " + wanted);
  }
  try {
    return call_with(macro, items.form, c.locals.environment(), items);
  } catch(object::thrown_value const &t) {
    // What a macro throws is an error in the form it was given, and is shown there.
    std::string message{object::to_text(object::error_message(t.value))};
    bool const about_form{is_syntax_error(t.value)};
    if(!about_form) { message = "the macro " + ns::qualified_name(macro) + " threw: " + message; }
    // The core's macros tell which part of the form is wrong.
    position const at{about_form ? position_of(c, marked(t.value, {}, "form")) : c.here};
    if(about_form && marked(t.value, "jank", "unsupported").truthy()) {
      fail_unsupported(c, at, std::move(message), {});
    }
    fail(c, at, std::move(message));
  }
}

object_ref expand_head(context &c, object_ref form) {
  for(int expansions{0};; ++expansions) {
    object::symbol *const head{head_of(form)};
    if(head == nullptr || c.locals.find(head) != nullptr) { return form; }
    ns::var *const macro{macro_named(c.home, head)};
    if(macro == nullptr) { return form; }
    if(!ns::visible(macro, c.home)) {
      fail(c, position_of(c, head), "the macro " + ns::qualified_name(macro) + " is private");
    }
    if(expansions == expansion_limit) {
      fail(c, c.here, "the expansion of " + shown(form) + " does not end",
           "the macro " + ns::qualified_name(macro) + " returns a call of a macro each time");
    }
    note_taken(macro);
    form = call_macro(c, macro, items_of(form));
    // An expansion without a position stands where the call stood.
    c.here = position_of(c, form);
  }
}

object_ref expand_top_level(object_ref form, reader::position_table &positions, reader::source_text const &source) {
  tree unused;
  context c{unused, positions, source, ns::current_namespace()};
  c.here = positions.find(form);
  object_ref const expanded{expand_head(c, form)};
  if(!positions.find(expanded).known()) { positions.set(expanded, c.here); }
  return expanded;
}

object_ref macroexpand_1(object_ref form) {
  object::symbol const *const head{head_of(form)};
  ns::var *const macro{head == nullptr ? nullptr : macro_named(ns::current_namespace(), head)};
  return macro == nullptr ? form : call_with(macro, form, object::nil, items_of(form));
}

object_ref macroexpand(object_ref form) {
  for(;;) {
    object_ref const expanded{macroexpand_1(form)};
    if(expanded == form) { return form; }
    form = expanded;
  }
}

} // namespace jank::analyzer
