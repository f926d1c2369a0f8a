// `form: code that builds the form again, with symbols resolved, and with what ~ and ~@ mark computed.
//
// A part in which nothing is computed stays a value, so that `(if a b) is one constant. Where something is, the code is the
// smallest that builds it: (list ...) or a literal when nothing is spliced in, concat over runs when something is.

#include "reader/core_symbols.hpp"
#include "reader/gensym.hpp"
#include "reader/parser.hpp"
#include "reader/special_symbol.hpp"

#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"

#include <algorithm>

namespace jank::reader {

namespace {

struct expansion {
  object_ref form;
  bool constant{}; // `form` is the value itself; otherwise it is code that computes it
  bool splicing{}; // the code computes a sequence of elements
};

struct generated_symbol {
  std::string_view written; // x#
  object::symbol *symbol;
};

using forms = std::vector<object_ref>;

object_ref list_of(object_ref head, forms const &arguments) {
  forms all;
  all.reserve(arguments.size() + 1);
  all.push_back(head);
  all.insert(all.end(), arguments.begin(), arguments.end());
  return object::make_list(all.data(), all.size());
}

bool evaluates_to_itself(object_ref value) {
  return !(object::is<object::symbol>(value) || object::is<object::list>(value) || object::is_vector(value) ||
           object::is_map(value) || object::is_set(value));
}

// The code for an expansion that is not splicing.
object_ref code_of(expansion const &e) {
  if(!e.constant || evaluates_to_itself(e.form)) { return e.form; }
  return object::make_list({core().quote, e.form});
}

// The argument of (head argument), or nothing when `form` is no such list.
bool is_call_of(object_ref form, object_ref head) {
  auto const *const l{object::try_cast<object::list>(form)};
  if(l == nullptr || l->count < 2) { return false; }
  auto const *const s{object::try_cast<object::symbol>(l->first)};
  return s != nullptr && object::same_symbol(s, object::cast<object::symbol>(head));
}
object_ref argument_of(object_ref form) {
  return object::cast<object::list>(object::cast<object::list>(form)->rest)->first;
}

class expander {
public:
  expansion expand(object_ref form) {
    if(is_call_of(form, core().unquote)) { return {argument_of(form)}; }
    if(is_call_of(form, core().unquote_splicing)) { return {argument_of(form), false, true}; }
    expansion result{expand_without_metadata(form)};
    object_ref const meta{own_metadata(form)};
    if(meta.is_nil()) { return result; }
    return {object::make_list({core().with_meta, code_of(result), code_of(expand_metadata(meta))})};
  }

private:
  expansion expand_without_metadata(object_ref form) {
    if(auto const *const s{object::try_cast<object::symbol>(form)}; s != nullptr) { return {resolved(s), true}; }
    if(object::is<object::list>(form)) { return expand_list(form); }
    if(object::is_vector(form)) { return expand_vector(form); }
    if(object::is_map(form)) { return expand_map(form); }
    if(object::is_set(form)) { return expand_set(form); }
    return {form, true};
  }

  // A type hint names a type, which is no var: it stays as it is written.
  expansion expand_metadata(object_ref meta) {
    object_ref const hint{object::map_get(meta, core().tag)};
    if(!object::is<object::symbol>(hint)) { return expand(meta); }
    expansion const others{expand(object::map_dissoc(meta, core().tag))};
    if(others.constant) { return {object::map_assoc(others.form, core().tag, hint), true}; }
    object_ref const merged{object::make_list({core().quote, hint})};
    return {object::make_list({core().assoc, others.form, core().tag, merged})};
  }

  std::vector<expansion> expand_all(object_ref coll) {
    std::vector<expansion> parts;
    object::for_each(coll, [&](object_ref element) { parts.push_back(expand(element)); });
    return parts;
  }

  static bool all_constant(std::vector<expansion> const &parts) {
    return std::ranges::all_of(parts, [](expansion const &e) { return e.constant; });
  }
  static bool any_splicing(std::vector<expansion> const &parts) {
    return std::ranges::any_of(parts, [](expansion const &e) { return e.splicing; });
  }
  static forms values(std::vector<expansion> const &parts) {
    forms all;
    for(auto const &e : parts) { all.push_back(e.form); }
    return all;
  }
  static forms codes(std::vector<expansion> const &parts) {
    forms all;
    for(auto const &e : parts) { all.push_back(code_of(e)); }
    return all;
  }

  // Code for the sequence of all elements, spliced ones included.
  static object_ref sequence_code(std::vector<expansion> const &parts) {
    forms pieces;
    std::vector<expansion> run;
    auto const end_run{[&] {
      if(run.empty()) { return; }
      forms const elements{all_constant(run) ? values(run) : codes(run)};
      pieces.push_back(all_constant(run)
                           ? object::make_list({core().quote, object::make_list(elements.data(), elements.size())})
                           : list_of(core().list, elements));
      run.clear();
    }};
    for(auto const &e : parts) {
      if(e.splicing) {
        end_run();
        pieces.push_back(e.form);
      } else {
        run.push_back(e);
      }
    }
    end_run();
    return pieces.size() == 1 ? pieces.front() : list_of(core().concat, pieces);
  }

  static expansion apply_to_sequence(object_ref maker, std::vector<expansion> const &parts) {
    return {object::make_list({core().apply, maker, sequence_code(parts)})};
  }

  expansion expand_list(object_ref form) {
    auto const parts{expand_all(form)};
    if(any_splicing(parts)) { return {object::make_list({core().seq, sequence_code(parts)})}; }
    if(all_constant(parts)) {
      forms const all{values(parts)};
      return {object::make_list(all.data(), all.size()), true};
    }
    return {list_of(core().list, codes(parts))};
  }

  expansion expand_vector(object_ref form) {
    auto const parts{expand_all(form)};
    if(any_splicing(parts)) { return apply_to_sequence(core().vector, parts); }
    bool const constant{all_constant(parts)};
    forms const all{constant ? values(parts) : codes(parts)};
    return {object::make_vector(all.data(), all.size()), constant};
  }

  expansion expand_map(object_ref form) {
    std::vector<expansion> parts;
    bool keys_constant{true};
    object::for_each(form, [&](object_ref entry) {
      parts.push_back(expand(object::vector_nth(entry, 0)));
      keys_constant = keys_constant && parts.back().constant;
      parts.push_back(expand(object::vector_nth(entry, 1)));
    });
    if(any_splicing(parts)) { return apply_to_sequence(core().hash_map, parts); }
    bool const constant{all_constant(parts)};
    forms const all{constant ? values(parts) : codes(parts)};
    // Computed keys may turn out equal, which a call takes and a literal does not.
    if(!keys_constant) { return {list_of(core().hash_map, all)}; }
    return {object::make_map(all.data(), all.size()), constant};
  }

  expansion expand_set(object_ref form) {
    auto const parts{expand_all(form)};
    if(any_splicing(parts)) { return apply_to_sequence(core().hash_set, parts); }
    if(!all_constant(parts)) { return {list_of(core().hash_set, codes(parts))}; }
    forms const all{values(parts)};
    return {object::make_set(all.data(), all.size()), true};
  }

  // What `s` means here, without its metadata.
  object_ref resolved(object::symbol const *s) {
    std::string_view const name{s->name->view()};
    if(s->ns != nullptr) { return qualified(s); }
    if(is_special_symbol(s)) { return object::make_symbol({}, name); }
    if(name.size() > 1 && name.ends_with('#')) { return generated(name); }
    // A constructor (foo.) lives where its type does.
    if(name.size() > 1 && name.find('.') == name.size() - 1) {
      object_ref const type{resolved(object::make_symbol({}, name.substr(0, name.size() - 1)))};
      auto const *const t{object::cast<object::symbol>(type)};
      return object::make_symbol(t->ns != nullptr ? t->ns->view() : std::string_view{},
                                 std::string{t->name->view()} + ".");
    }
    // Members (.size) and C++ types (std.exception) live in no namespace.
    if(name.find('.') != std::string_view::npos) { return object::make_symbol({}, name); }
    ns::name_space *const current{ns::current_namespace()};
    if(ns::var const *const v{ns::find_var(current, s)}; v != nullptr) {
      return object::make_symbol(v->ns->name->name->view(), v->name->name->view());
    }
    return object::make_symbol(current_namespace_name(), name);
  }

  static object_ref qualified(object::symbol const *s) {
    object::symbol const *const alias{object::make_symbol({}, s->ns->view())};
    object_ref const target{object::map_get(ns::current_namespace()->aliases, alias)};
    std::string_view const ns{target.is_nil() ? s->ns->view()
                                              : object::cast<ns::name_space>(target)->name->name->view()};
    return object::make_symbol(ns, s->name->view());
  }

  object_ref generated(std::string_view written) {
    for(auto const &g : generated_) {
      if(g.written == written) { return g.symbol; }
    }
    std::string const prefix{std::string{written.substr(0, written.size() - 1)} + "__"};
    generated_.push_back({written, fresh_symbol(prefix, "__auto__")});
    return generated_.back().symbol;
  }

  std::vector<generated_symbol> generated_;
};

} // namespace

item read_syntax_quote(parser &p, position start) {
  if(++p.syntax_quotes > syntax_quote_limit) {
    fail(p, start, "syntax quotes are nested more than " + std::to_string(syntax_quote_limit) + " deep");
  }
  p.text.step();
  item const quoted{read_form(p, "`", start)};
  --p.syntax_quotes;
  expansion const e{expander{}.expand(quoted.form)};
  if(e.splicing) {
    fail(p, quoted.at, "~@ stands outside of a collection", "only inside a list, vector, map or set can it splice");
  }
  // What ~ marked at the top keeps its own position.
  object_ref const code{code_of(e)};
  return {item_kind::form, p.positions.find(code).known() ? code : p.place(code, start)};
}

} // namespace jank::reader
