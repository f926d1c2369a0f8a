#include "unit/loading.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/journal.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "unit/requirements.hpp"
#include "unit/unit.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

namespace jank::unit {

using namespace object;

namespace {

// Names, as symbols. Static data is a root of the collector.
object_ref loaded{nil};
file_source files{[](std::string const &) { return std::string{}; }, [](std::string const &) { return std::string{}; },
                  [](std::string const &, std::string const &) {}};
require_observer observer;

// While a :reload-all runs: what it has loaded already.
std::set<std::string> *reloaded{};

// *ns* and bindings as they were; the name off the list of what is being loaded. The list lies in the frames themselves, so that a word
// tells all of it.
class load_scope {
public:
  explicit load_scope(std::string name) : name_{std::move(name)}, outer_{innermost}, current_{ns::current_namespace()} {
    for(load_scope const *s{outer_}; s != nullptr; s = s->outer_) {
      if(s->name_ == name_) { throw_cycle(); }
    }
    innermost = this;
  }
  ~load_scope() {
    innermost = outer_;
    ns::pop_bindings_to(depth_);
    ns::set_current_namespace(current_);
  }
  load_scope(load_scope const &) = delete;
  load_scope &operator=(load_scope const &) = delete;

  static load_scope *innermost;

private:
  [[noreturn]] void throw_cycle() const {
    std::string cycle{name_};
    // Only the cycle itself, not what led to it.
    for(load_scope const *s{outer_}; s != nullptr; s = s->outer_) {
      cycle.insert(0, s->name_ + " -> ");
      if(s->name_ == name_) { break; }
    }
    throw_error(error_kind::loader, "namespaces require each other in a cycle: " + cycle);
  }

  std::string name_;
  load_scope *outer_;
  std::size_t depth_{ns::binding_depth()};
  memory::rooted<ns::name_space *> current_;
};
load_scope *load_scope::innermost{};

void set_loaded(object_ref names) {
  journal::note(nullptr, loaded, journal::sort::loaded);
  loaded = names;
}

[[noreturn]] void throw_missing(std::string const &what, std::string const &resource) {
  std::string const places{files.places(resource)};
  throw_error(error_kind::loader,
              "there is no " + what + ": " +
                  (places.empty() ? "it is not part of this program, which can load no files"
                                  : "it is not part of the image, and there is none of\n" + places));
}

ns::name_space *find(std::string const &name) { return ns::find_namespace(make_symbol({}, name)); }

bool defines_something(ns::name_space const *n) {
  if(n == nullptr) { return false; }
  bool own{};
  for_each(n->mappings, [&](object_ref e) {
    auto const *const v{cast<ns::var>(vector_nth(e, 1))};
    own = own || (v->ns == n && v->has(ns::var_bound));
  });
  return own;
}

// The linked unit when `path` is empty.
void run_for(std::string const &name, std::string const &path) {
  try {
    if(path.empty()) {
      run_linked_unit(name);
    } else {
      files.load(path, name);
    }
  } catch(...) {
    forget_loaded(name);
    throw;
  }
  if(find(name) == nullptr) {
    throw_error(error_kind::loader, (path.empty() ? "a file" : path) + " was loaded for the namespace " + name +
                                        ", but does not define it; its ns form must name it");
  }
}

bool load_namespace(std::string const &name, bool again) {
  std::string const resource{resource_of(name)};
  bool const linked{has_linked_unit(name)};
  std::string const path{files.find(resource)};
  // Made by hand, or by the runtime itself: it is all there.
  if(!again && !linked && path.empty() && defines_something(find(name))) { return false; }
  load_scope const scope{name};
  forget_requirements(name);
  if(linked && (!again || path.empty())) {
    if(!path.empty()) {
      std::fprintf(stderr, "warning: %s is part of the image, so %s is not loaded; (require '%s :reload) loads it\n",
                   name.c_str(), path.c_str(), name.c_str());
    }
    run_for(name, {});
  } else if(!path.empty()) {
    run_for(name, path);
  } else {
    throw_missing("namespace " + name, resource);
  }
  note_loaded(name);
  return true;
}

} // namespace

bool require_namespace(symbol const *symbol_of_name, reloading how) {
  std::string const name{qualified_name(symbol_of_name)};
  if(observer) { observer(name); }
  note_requirement(qualified_name(ns::current_namespace()->name), name);
  if(how == reloading::all && reloaded == nullptr) {
    struct round {
      std::set<std::string> names;
      round() { reloaded = &names; }
      ~round() { reloaded = nullptr; }
    } const scope;
    reloaded->insert(name);
    return load_namespace(name, true);
  }
  if(reloaded != nullptr && name != "clojure.core") {
    if(!reloaded->insert(name).second) { return false; }
    // What cannot be loaded again stays as it is.
    bool const can{has_linked_unit(name) || !files.find(resource_of(name)).empty()};
    return can && load_namespace(name, true);
  }
  if(how == reloading::no && is_loaded(name)) { return false; }
  return load_namespace(name, how != reloading::no);
}

void load_resource(std::string const &resource) {
  std::string const unit_name{unit_name_of_resource(resource)};
  std::string as_namespace{resource};
  std::replace(as_namespace.begin(), as_namespace.end(), '/', '.');
  std::replace(as_namespace.begin(), as_namespace.end(), '_', '-');
  std::string const path{files.find(resource)};
  load_scope const scope{unit_name};
  if(!path.empty()) {
    files.load(path, unit_name);
  } else if(has_linked_unit(unit_name)) {
    run_linked_unit(unit_name);
  } else if(has_linked_unit(as_namespace)) {
    run_linked_unit(as_namespace);
  } else {
    throw_missing("file " + resource, resource);
  }
}

bool is_loaded(std::string const &name) { return set_contains(loaded_names(), make_symbol(name)); }
void note_loaded(std::string const &name) { set_loaded(set_conj(loaded_names(), make_symbol(name))); }
void forget_loaded(std::string const &name) { set_loaded(set_disjoin(loaded_names(), make_symbol(name))); }

void forget_pending() {
  load_scope::innermost = nullptr;
  reloaded = nullptr;
}

object_ref loaded_names() { return loaded.is_nil() ? empty_set() : loaded; }

bool has_file(std::string const &name) { return !files.find(resource_of(name)).empty(); }

std::string resource_of(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

void set_file_source(file_source const &source) { files = source; }

require_observer observe_requires(require_observer next) { return std::exchange(observer, std::move(next)); }

} // namespace jank::unit
