// The definitions of code that was linked, or came as a patch: its text is in files, and what the compiler took in is found by analysing
// them once more. Nothing of them is run, save the macros that they call.

#include "analyzer/analyzer.hpp"
#include "hot_reload/definitions.hpp"
#include "hot_reload/files.hpp"
#include "object/collections.hpp"
#include "object/function.hpp"
#include "object/journal.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "reader/reader.hpp"
#include "unit/guard.hpp"

#include <set>
#include <utility>

namespace jank::hot_reload {

using namespace object;

namespace {

definition_list &known() {
  static definition_list list;
  return list;
}

// Whole names, or all below a prefix that ends in a dot.
constexpr std::string_view libraries[]{"clojure.", "jank."};

bool is_library(std::string const &name) {
  for(std::string_view const l : libraries) {
    if(name.starts_with(l)) { return true; }
  }
  return false;
}

// Is what the var holds code that this image did not compile? (What a program altered is neither.)
bool is_linked(ns::var const *v) {
  if(!is<function>(v->root) || cast<function>(v->root)->function_type_of()->unit.is_nil()) { return false; }
  if(was_compiled_here(v)) { return false; }
  return order_of(v) == 0 || v->origin == object_ref{make_keyword("patch")};
}

bool is_native(ns::var const *v) {
  return is<function>(v->root) && cast<function>(v->root)->function_type_of()->unit.is_nil();
}

std::set<std::string> files_of(ns::name_space const *n) {
  std::set<std::string> files;
  for_each(n->mappings, [&](object_ref entry) {
    auto const *const v{cast<ns::var>(vector_nth(entry, 1))};
    if(v->ns != n || !is_linked(v) || !is_map(v->meta)) { return; }
    object_ref const file{map_get(v->meta, object_ref{make_keyword("file")})};
    if(is<string>(file)) { files.insert(std::string{cast<string>(file)->view()}); }
  });
  return files;
}

bool begins_namespace(object_ref form) {
  object_ref const head{has_flag(form, flag_seq) || is(form, kind::list) ? first(form) : nil};
  if(!is<symbol>(head)) { return false; }
  std::string_view const name{cast<symbol>(head)->name->view()};
  return name == "ns" || name == "in-ns";
}

// The namespace that the form makes current, without anything being done for it.
void enter(object_ref form) {
  object_ref name{first(next(form))};
  if(!is<symbol>(name) && seq(name).is_some() && next(name).is_some()) { name = first(next(name)); } // (quote a)
  ns::name_space *const n{is<symbol>(name) ? ns::find_namespace(cast<symbol>(name)) : nullptr};
  if(n != nullptr) { ns::set_current_namespace(n); }
}

void analyze_all(object_ref form, reader::position_table &positions, reader::source_text const &source) {
  object_ref const expanded{analyzer::expand_top_level(form, positions, source)};
  static symbol const *const do_symbol{make_symbol("do")};
  bool const is_do{has_flag(expanded, flag_seq) && is<symbol>(first(expanded)) &&
                   same_symbol(cast<symbol>(first(expanded)), do_symbol)};
  if(!is_do) {
    analyzer::analyze(expanded, positions, source);
    return;
  }
  for(object_ref s{next(expanded)}; s.is_some(); s = next(s)) { analyze_all(first(s), positions, source); }
}

// The roots as they were when the linked code was made; 0 for vars that were bound otherwise since.
object_ref roots_then(object_ref vars, bool defined) {
  object_ref roots{empty_vector()};
  for(std::size_t i{}; i < vector_count(vars); ++i) {
    auto const *const v{cast<ns::var>(vector_nth(vars, i))};
    bool const linked{is_linked(v) || is_native(v) || (!defined && order_of(v) == 0)};
    roots = vector_conj(roots, make_long(linked ? static_cast<std::int64_t>(v->root.bits) : 0));
  }
  return roots;
}

// One file; what cannot be analysed in it is left out, for it may be newer than the code.
void read_file(std::string const &path) {
  reader::source_text source{path, {}};
  try {
    source.text = read_text(path);
  } catch(thrown_value const &) { return; }
  reader::reader in{source};
  for(;;) {
    auto const at{in.where()};
    std::size_t const begin{in.offset()};
    auto const form{in.read()};
    if(!form.has_value()) { return; }
    if(begins_namespace(*form)) {
      enter(*form);
      continue;
    }
    analyzer::taken_in taken;
    analyzer::taken_in *const outer{analyzer::observe_taken(&taken)};
    bool failed{};
    try {
      unit::guarded([&] { analyze_all(*form, in.positions(), source); });
    } catch(...) {
      failed = true;
      taken.defined.clear();
    }
    analyzer::observe_taken(outer);
    addition const added{taken.defined.empty() && !failed ? addition_of(*form) : addition{}};
    if(taken.defined.empty() && added.to == nullptr) { continue; }
    definition *const d{make_definition(taken, added)};
    d->home = object_ref{ns::current_namespace()->name};
    d->from_roots = roots_then(d->from, false);
    d->defined_roots = roots_then(d->defined, true);
    set_text(d, source, std::string_view{source.text}.substr(begin, in.offset() - begin), at);
    known().push_back(d);
  }
}

} // namespace

definition_list const &linked_definitions() {
  static std::set<std::pair<std::string, std::string>> done;
  memory::collection_delay const delay;
  ns::name_space *const current{ns::current_namespace()};
  for(object_ref s{seq(ns::all_namespaces())}; s.is_some(); s = next(s)) {
    auto *const n{cast<ns::name_space>(first(s))};
    std::string const name{qualified_name(n->name)};
    if(is_library(name)) { continue; }
    for(std::string const &file : files_of(n)) {
      if(!done.insert({name, file}).second) { continue; }
      // Analysis makes vars for names that the image does not have.
      std::uint32_t const level{journal::open()};
      ns::set_current_namespace(n);
      try {
        read_file(file);
      } catch(reader::source_error const &) {
        // The file is being written.
      }
      journal::put_back(level);
    }
  }
  ns::set_current_namespace(current);
  return known();
}

} // namespace jank::hot_reload
