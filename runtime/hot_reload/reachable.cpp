#include "hot_reload/reachable.hpp"

#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/host_protocol.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace jank::hot_reload {

namespace {

using namespace object;
using codegen::constant;
using codegen::constant_kind;
using codegen::unit_code;

// What a function looks up when the program calls it with something that is not constant; `always`: everything, whatever it is given.
enum class scope : std::uint8_t { always, everything, program };

struct lookup {
  std::string_view name;
  scope otherwise;
  bool shows; // the var, or its documentation, to who calls it
};

constexpr lookup lookups[]{
    {"clojure.core/resolve", scope::everything, true},
    {"clojure.core/ns-resolve", scope::everything, true},
    {"clojure.core/find-var", scope::everything, true},
    {"clojure.core/requiring-resolve", scope::everything, true},
    {"clojure.core/ns-map", scope::everything, true},
    {"clojure.core/ns-publics", scope::everything, true},
    {"clojure.core/ns-interns", scope::everything, true},
    {"clojure.core/ns-refers", scope::everything, true},
    {"clojure.core/refer", scope::everything, false},
    {"clojure.core/require", scope::everything, false},
    {"clojure.core/use", scope::everything, false},
    // What is read may call any function, behind #=.
    {"clojure.core/read", scope::always, false},
    {"clojure.core/read-string", scope::always, false},
    {"clojure.core/read+string", scope::always, false},
    {"clojure.datafy/datafy", scope::everything, true},
    {"clojure.repl/apropos", scope::everything, true},
    {"clojure.repl/dir-fn", scope::everything, true},
    {"clojure.repl/find-doc", scope::everything, true},
    {"clojure.repl/print-doc", scope::everything, true},
    {"clojure.repl/source-fn", scope::everything, true},
    // A namespace's tests are its vars with :test.
    {"clojure.test/run-tests", scope::program, false},
    {"clojure.test/run-all-tests", scope::program, false},
    {"clojure.test/run-test-var", scope::program, false},
    {"clojure.test/test-all-vars", scope::program, false},
    {"clojure.test/test-ns", scope::program, false},
    {"clojure.test/test-vars", scope::program, false},
};

// With these every var of a namespace is looked up that a constant names.
constexpr std::string_view whole_namespaces[]{"clojure.core/ns-map", "clojure.core/ns-publics",
                                              "clojure.core/ns-interns", "clojure.repl/dir-fn"};

// Kept in the metadata of the library's vars: what the runtime reads.
constexpr std::string_view lasting_metadata[]{"dynamic", "macro", "private", "const", "once", "settable", "tag"};

void for_each_symbol(object_ref v, auto &&f) {
  if(is<symbol>(v)) {
    f(cast<symbol>(v));
  } else if(is_vector(v) || is_map(v) || is_set(v) || has_flag(v, flag_seq) || is(v, kind::list)) {
    for_each(v, [&](object_ref item) { for_each_symbol(item, f); });
  }
}

struct place {
  std::size_t unit;
  std::size_t form;
};

class pass {
public:
  pass(std::vector<linked_forms> &units) : units_{units} {
    for(std::size_t u{}; u < units.size(); ++u) {
      kept_.emplace_back(units[u].forms.size());
      for(std::size_t f{}; f < units[u].forms.size(); ++f) {
        for(std::uint32_t const d : units[u].forms[f].form.defined) {
          definers_[var_at(units[u].forms[f], d)].push_back({u, f});
        }
      }
    }
  }

  // Those that nothing needs to reach; and what the others wait for.
  void begin() {
    for(std::size_t u{}; u < units_.size(); ++u) {
      for(std::size_t f{}; f < units_[u].forms.size(); ++f) {
        unit_code const &form{units_[u].forms[f]};
        if(does_nothing(form)) { continue; }
        if(!units_[u].library) {
          if(!form.form.only_binds) { keep({u, f}); }
        } else if(form.form.defined.empty()) {
          wait({u, f});
        }
      }
    }
  }

  void need(ns::var *v) {
    if(!reached_.insert(v).second) { return; }
    need_host_protocols(v);
    if(auto const it{definers_.find(v)}; it != definers_.end()) {
      for(place const p : it->second) { keep(p); }
    }
    if(auto const it{waiting_.find(v)}; it != waiting_.end()) {
      for(std::size_t const i : it->second) {
        if(--subjects_[i].missing == 0) { keep(subjects_[i].of); }
      }
    }
  }

  void run() {
    while(!pending_.empty() && everything_.empty()) {
      place const p{pending_.back()};
      pending_.pop_back();
      follow(p);
    }
  }

  std::string const &everything() const { return everything_; }

  void finish(reached &into) {
    for(std::size_t u{}; u < units_.size(); ++u) {
      linked_forms &unit{into.units.emplace_back(linked_forms{units_[u].unit, units_[u].library, {}})};
      for(std::size_t f{}; f < units_[u].forms.size(); ++f) {
        if(!kept_[u][f]) { continue; }
        unit_code &form{unit.forms.emplace_back(std::move(units_[u].forms[f]))};
        if(unit.library) { strip(form); }
      }
    }
    for(ns::var const *const v : reached_) {
      if(is_native(v)) { into.natives.push_back(qualified_name(v)); }
    }
    std::ranges::sort(into.natives);
    for(ns::var const *const v : documented_) { into.documented.insert(qualified_name(v)); }
  }

private:
  // Such as the symbol that a macro returns for people to see.
  static bool does_nothing(unit_code const &form) {
    return form.form.defined.empty() && std::ranges::all_of(form.inits, [&](std::uint32_t init) {
             return std::ranges::all_of(form.functions[init].fixups,
                                        [](codegen::fixup const &x) { return x.what == codegen::symbolic::constant; });
           });
  }

  static ns::var *var_at(unit_code const &form, std::uint32_t constant) {
    return cast<ns::var>(form.constants[constant].value);
  }

  static bool is_native(ns::var const *v) {
    return is<function>(v->root) && cast<function>(v->root)->function_type_of()->unit.is_nil();
  }

  // What implements a host protocol, or a group that stands for some, may have methods of any; Object has its own alone.
  void need_host_protocols(ns::var const *v) {
    protocol const *const p{as_protocol(v->root)};
    if(p == nullptr || !is_host_protocol(p)) { return; }
    bool const any{p->name->name->view() != "IObject"};
    for_each(ns::intern_namespace("jank.protocols")->mappings, [&](object_ref e) {
      auto *const host{cast<ns::var>(vector_nth(e, 1))};
      protocol const *const of{try_cast<protocol>(host->root)};
      if(of != nullptr && (of == p || (any && is_host_protocol(of)))) { need(host); }
    });
  }

  void keep(place p) {
    if(kept_[p.unit][p.form]) { return; }
    kept_[p.unit][p.form] = true;
    pending_.push_back(p);
  }

  // A form of the library that defines nothing.
  void wait(place p) {
    unit_code const &form{units_[p.unit].forms[p.form]};
    std::set<ns::var *> about;
    for(std::uint32_t const init : form.inits) {
      for(codegen::fixup const &x : form.functions[init].fixups) {
        if(x.what != codegen::symbolic::constant) { continue; }
        constant const &c{form.constants[x.index]};
        if(c.what != constant_kind::var || (c.uses & (codegen::read | codegen::taken)) == 0) { continue; }
        if(definers_.contains(cast<ns::var>(c.value))) { about.insert(cast<ns::var>(c.value)); }
      }
    }
    if(about.empty()) { return keep(p); }
    subjects_.push_back({p, about.size()});
    for(ns::var *const v : about) { waiting_[v].push_back(subjects_.size() - 1); }
  }

  void follow(place p) {
    unit_code const &form{units_[p.unit].forms[p.form]};
    bool const library{units_[p.unit].library};
    for(constant const &c : form.constants) {
      if(c.what != constant_kind::var) { continue; }
      auto *const v{cast<ns::var>(c.value)};
      if(!library && (c.uses & codegen::taken) != 0) { documented_.insert(v); }
      need(v);
      if(c.uses != 0) { look_up(form, library, v, c.uses); }
    }
  }

  void look_up(unit_code const &form, bool library, ns::var const *v, std::uint8_t uses) {
    std::string const name{qualified_name(v)};
    auto const it{std::ranges::find(lookups, name, &lookup::name)};
    if(it == std::end(lookups)) { return; }
    if(it->otherwise == scope::program) {
      if(!library) { keep_program(); }
    } else if(uses == codegen::called_with_constants && it->otherwise != scope::always) {
      need_names(form, std::ranges::find(whole_namespaces, name) != std::end(whole_namespaces), !library && it->shows);
    } else if(!library) {
      auto const known{
          std::ranges::find_if(form.functions, [](codegen::emitted_function const &f) { return f.at.known(); })};
      auto const &f{known != form.functions.end() ? *known : form.functions.front()};
      everything_ = name + " may look up any name in the form at " + f.file + ":" + std::to_string(f.at.line);
    }
  }

  void keep_program() {
    for(std::size_t u{}; u < units_.size(); ++u) {
      for(std::size_t f{}; !units_[u].library && f < units_[u].forms.size(); ++f) { keep({u, f}); }
    }
  }

  // All that the symbols of the form may mean: in its own namespace, in clojure.core, in the namespaces that it names.
  void need_names(unit_code const &form, bool whole, bool documented) {
    auto const need_it{[&](ns::var *v) {
      if(v == nullptr) { return; }
      if(documented) { documented_.insert(v); }
      need(v);
    }};
    std::set<ns::name_space *> spaces;
    std::vector<symbol const *> symbols;
    ns::name_space *const home{ns::intern_namespace(form.name)};
    for(constant const &c : form.constants) {
      if(c.what != constant_kind::value) { continue; }
      for_each_symbol(c.value, [&](symbol const *s) {
        symbols.push_back(s);
        if(s->ns == nullptr) {
          if(auto *const space{ns::find_namespace(s)}) { spaces.insert(space); }
        }
      });
    }
    if(whole) {
      for(ns::name_space *const space : spaces) {
        for_each(space->mappings, [&](object_ref e) {
          auto *const v{cast<ns::var>(vector_nth(e, 1))};
          if(v->ns == space) { need_it(v); }
        });
      }
    }
    spaces.insert(home);
    spaces.insert(ns::core_namespace());
    for(symbol const *const s : symbols) {
      if(s->ns != nullptr) { need_it(ns::resolve(home, s)); }
      for(ns::name_space *const space : spaces) {
        if(s->ns == nullptr) { need_it(ns::find_var(space, s)); }
      }
    }
  }

  void strip(unit_code &form) {
    if(form.form.metadata == codegen::top_level_form::none ||
       documented_.contains(var_at(form, form.form.defined.front()))) {
      return;
    }
    object_ref &metadata{form.constants[form.form.metadata].value};
    object_ref lasting{nil};
    for_each(metadata, [&](object_ref e) {
      object_ref const k{vector_nth(e, 0)};
      if(is<keyword>(k) &&
         std::ranges::find(lasting_metadata, qualified_name(cast<keyword>(k))) != std::end(lasting_metadata)) {
        lasting = map_assoc(lasting.is_nil() ? empty_map() : lasting, k, vector_nth(e, 1));
      }
    });
    metadata = lasting;
  }

  struct waiting_form {
    place of;
    std::size_t missing;
  };

  std::vector<linked_forms> &units_;
  std::vector<std::vector<bool>> kept_;
  std::map<ns::var *, std::vector<place>> definers_;
  std::vector<waiting_form> subjects_;
  std::map<ns::var *, std::vector<std::size_t>> waiting_; // indices into subjects_
  std::set<ns::var *> reached_;
  std::set<ns::var *> documented_;
  std::vector<place> pending_;
  std::string everything_;
};

ns::var *named(std::string const &name) {
  symbol const *const s{make_symbol(name)};
  ns::var *const v{s->ns != nullptr ? ns::resolve(ns::core_namespace(), s) : nullptr};
  if(v == nullptr) {
    throw_error(error_kind::loader,
                "there is no var " + name + " to keep; its name is like my.app/f, and the program must load my.app");
  }
  return v;
}

} // namespace

reached reach(std::vector<linked_forms> units, std::string const &main_namespace,
              std::vector<std::string> const &names) {
  pass p{units};
  p.begin();
  p.need(ns::intern_var(main_namespace, "-main"));
  for(std::string const &n : names) { p.need(named(n)); }
  p.run();
  reached result;
  result.everything = p.everything();
  if(result.everything.empty()) { p.finish(result); }
  return result;
}

} // namespace jank::hot_reload
