// (try form ... (catch type name form ...) ... (finally form ...))
//
// The body becomes a function: traps and an exhausted stack can be caught only by a frame of JavaScript (unit/guard.hpp), below which it is
// called, and so `catch` sees them as errors and `finally` runs. A body that computes nothing stays where it is. The tree has a call
// of jank.error/guarded there, which is what the call comes to; what is emitted is cheaper (emitter::guarded_body).

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "object/type.hpp"

#include <algorithm>
#include <utility>

namespace jank::analyzer {

namespace {

struct catch_row {
  std::string_view type;
  catch_what what;
};

// A symbol may have the namespace cpp.
constexpr catch_row catch_types[]{
    {"jank.runtime.object_ref", catch_what::jank_value},
    {"std.exception", catch_what::cpp_error},
};

enum class part { body, catch_, finally };

part part_of(object_ref form) {
  object::symbol const *const head{is_sequence(form) ? as_bare_symbol(object::first(form)) : nullptr};
  if(head == nullptr) { return part::body; }
  return head->name == names().catch_ ? part::catch_ : head->name == names().finally ? part::finally : part::body;
}

// std.runtime_error, cpp/my.app.failure: the name of a C++ type. "" when the form is none.
std::string cpp_type_named(object_ref form) {
  object::symbol const *const name{as_symbol(form)};
  if(name == nullptr || (name->ns != nullptr && name->ns != names().cpp)) { return {}; }
  std::string_view const dotted{name->name->view()};
  if(name->ns == nullptr && dotted.find('.') == std::string_view::npos) { return {}; }
  std::string type;
  for(char const ch : dotted) { type += ch == '.' ? std::string{"::"} : std::string(1, ch); }
  return type;
}

catch_what type_of(context &c, object_ref form);

bool is_known_type(object_ref form) {
  object::symbol const *const name{as_symbol(form)};
  if(name == nullptr) { return true; }
  for(catch_row const &row : catch_types) {
    if(name->name->view() == row.type) { return true; }
  }
  return false;
}

// The var of a type of jank's: one that the program defines, or one named in full (jank.runtime.error, clojure.lang.ExceptionInfo).
// Null when the form means none.
ns::var *type_var_named(context &c, object_ref form) {
  object::symbol *const name{as_symbol(form)};
  if(name == nullptr || is_known_type(form)) { return nullptr; }
  bool const in_full{name->name->view().find('.') != std::string_view::npos};
  ns::var *const v{in_full ? type_var(name) : ns::resolve(c.home, name)};
  return v != nullptr && object::is<object::type_description>(v->value) ? v : nullptr;
}

bool names_other_type(context &c, object_ref clause) {
  form_items const items{items_of(clause)};
  return items.size() >= 3 && !is_known_type(items[1]) &&
         (!cpp_type_named(items[1]).empty() || type_var_named(c, items[1]) != nullptr);
}

object_ref list_of(std::initializer_list<object_ref> items) { return object::make_list(items.begin(), items.size()); }

// Does a clause for that type take what was caught?
object_ref type_test(context &c, object_ref type, object_ref caught) {
  if(ns::var const *const v{type_var_named(c, type)}) {
    object_ref const var_form{list_of({object::make_symbol("var"), object::make_symbol(qualified_name(v))})};
    return list_of({object::make_symbol("clojure.core", "instance?"),
                    list_of({object::make_symbol("clojure.core", "deref"), var_form}), caught});
  }
  return list_of({object::make_symbol("jank.error", "caught-by?"), caught, object::make_string(cpp_type_named(type))});
}

// Clauses of which one names a type of its own, of C++ or of jank, become one that catches everything and asks for each in turn:
//   (catch :default e (if (jank.error/caught-by? e "std::runtime_error") (let* [name e] form ...) ... (throw e)))
object_ref one_clause(context &c, std::vector<object_ref> const &clauses) {
  object_ref const caught{object::make_symbol("caught exception")};
  object_ref handler{list_of({object::make_symbol("throw"), caught})};
  for(auto clause{clauses.rbegin()}; clause != clauses.rend(); ++clause) {
    form_items const items{items_of(*clause)};
    if(items.size() < 3) {
      fail(c, position_of(c, *clause), "catch needs a type and a name", "write (catch :default e form ...)");
    }
    if(as_bare_symbol(items[2]) == nullptr) {
      fail(c, position_of(c, items[2]), "catch binds a symbol without namespace, not " + shown(items[2]));
    }
    object_ref const binding[]{items[2], caught};
    std::vector<object_ref> let{object::make_symbol("let*"), object::make_vector(binding, 2)};
    let.insert(let.end(), items.values.begin() + 3, items.values.end());
    object_ref const body{object::make_list(let.data(), let.size())};
    if(items[1] == object_ref{names().default_}) {
      handler = body;
      continue;
    }
    if(!names_other_type(c, *clause)) { type_of(c, items[1]); } // refuses what is no type
    handler = list_of({object::make_symbol("if"), type_test(c, items[1], caught), body, handler});
  }
  return list_of({object::make_symbol("catch"), names().default_, caught, handler});
}

catch_what type_of(context &c, object_ref form) {
  if(form == object_ref{names().default_}) { return catch_what::anything; }
  object::symbol const *const name{as_symbol(form)};
  if(name != nullptr && (name->ns == nullptr || name->ns == names().cpp)) {
    for(catch_row const &row : catch_types) {
      if(name->name->view() == row.type) { return row.what; }
    }
  }
  fail(
      c, position_of(c, form), "catch does not know the type " + shown(form),
      "jank.runtime.object_ref catches jank values, a type such as jank.runtime.error its instances, std.exception and "
      "the names of C++ types, such as std.runtime_error, C++ exceptions, :default everything");
}

catch_clause analyze_catch(context &c, object_ref form, tail t) {
  position const outer{std::exchange(c.here, position_of(c, form))};
  form_items const items{items_of(form)};
  if(items.size() < 3) { fail(c, c.here, "catch needs a type and a name", "write (catch :default e form ...)"); }
  catch_clause clause;
  clause.what = type_of(c, items[1]);
  object::symbol *const name{as_bare_symbol(items[2])};
  if(name == nullptr) {
    fail(c, position_of(c, items[2]), "catch binds a symbol without namespace, not " + shown(items[2]));
  }
  scope_frame const frame{c.locals};
  clause.bound = bind_local(c, name);
  clause.bound->type = value_type::object;
  clause.bound->hinted = false;
  clause.body = analyze_body(c, items, 3, t);
  c.here = outer;
  return clause;
}

// Where each part must stand; `from` is set to the index of the first clause.
void check_order(context &c, form_items const &items, std::size_t &from) {
  part last{part::body};
  from = items.size();
  for(std::size_t i{1}; i < items.size(); ++i) {
    part const p{part_of(items[i])};
    position const at{position_of(c, items[i])};
    if(last == part::finally) {
      fail(c, at, "finally must be the last clause of try, but " + shown(items[i]) + " follows it");
    }
    if(p == part::body && last == part::catch_) {
      fail(c, at, "only catch and finally may follow a catch, not " + shown(items[i]),
           "move it before the first catch");
    }
    if(p != part::body && last == part::body) { from = i; }
    last = p;
  }
}

bool is_trivial(node const *n) {
  return n->what == node_kind::constant || n->what == node_kind::local_ref || n->what == node_kind::fn;
}

template <typename F> void set_body(context &c, try_node *n, F const &analyze) {
  // Which locals it captures shows while it is analyzed, so that it is a function from the start.
  auto *const fn{c.out.make<fn_node>(c.here)};
  fn->name = c.arity == nullptr ? c.path + "/top-level" : c.path;
  fn->enclosing = c.arity;
  fn->is_try_body = true;
  fn->arities.push_back(std::make_unique<fn_arity>());
  fn_arity *const arity{fn->arities.front().get()};
  arity->fn = fn;
  arity->at = c.here;
  fn_arity *const outer{std::exchange(c.arity, arity)};
  {
    scope_frame const frame{c.locals};
    arity->body = analyze();
  }
  c.arity = outer;
  if(is_trivial(arity->body) && fn->captured.empty()) {
    n->body = arity->body;
    return;
  }
  static ns::var *const guarded{ns::intern_var("jank.error", "guarded")};
  auto *const callee{c.out.make<var_value_node>(c.here)};
  callee->target = guarded;
  auto *const call{c.out.make<call_node>(c.here)};
  call->callee = callee;
  call->args.push_back(fn);
  n->outlined = fn;
  n->body = call;
}

} // namespace

node *analyze_try(context &c, form_items const &items, tail t) {
  std::size_t from{};
  check_order(c, items, from);
  form_items const body{items.form,
                        {items.values.begin() + 1, items.values.begin() + static_cast<std::ptrdiff_t>(from)}};
  // Without clauses nothing is caught, and recur may go through.
  if(from == items.size()) { return analyze_body(c, body, 0, t); }

  auto *const n{c.out.make<try_node>(c.here)};
  recur_target const outer{c.target};
  c.target.across_try = true;
  bool const has_finally{part_of(items[items.size() - 1]) == part::finally};
  std::size_t const catches_end{items.size() - (has_finally ? 1 : 0)};
  std::vector<object_ref> catches(items.values.begin() + static_cast<std::ptrdiff_t>(from),
                                  items.values.begin() + static_cast<std::ptrdiff_t>(catches_end));
  if(std::ranges::any_of(catches, [&c](object_ref clause) { return names_other_type(c, clause); })) {
    catches = {one_clause(c, catches)};
  }
  auto const with_catches{[&](try_node *into) {
    set_body(c, into, [&] { return analyze_body(c, body, 0, t); });
    for(object_ref const clause : catches) { into->catches.push_back(analyze_catch(c, clause, t)); }
    return into;
  }};
  if(has_finally && catches_end > from) {
    n->split = true;
    set_body(c, n, [&] { return with_catches(c.out.make<try_node>(c.here)); });
  } else {
    with_catches(n);
  }
  if(has_finally) {
    position const here{std::exchange(c.here, position_of(c, items[catches_end]))};
    n->finally = analyze_body(c, items_of(items[catches_end]), 1, tail::no);
    c.here = here;
  }
  c.target = outer;
  return n;
}

node *refuse_clause(context &c, form_items const &items, tail) {
  std::string const name{as_symbol(items[0])->name->view()};
  fail(c, c.here, name + " must stand directly inside try",
       "write (try form ... " + std::string{name == "catch" ? "(catch :default e form ...)" : "(finally form ...)"} +
           ")");
}

} // namespace jank::analyzer
