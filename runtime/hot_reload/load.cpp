// Files and namespaces.

#include "host/host.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace jank::hot_reload {

using namespace object;

namespace {

std::vector<std::string> module_path;
std::set<std::string> loaded;
std::vector<std::string> loading; // from the outermost on

// my.app-core -> my/app_core
std::string file_of(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string find_file(std::string const &name) {
  std::string looked;
  for(std::string const &folder : module_path) {
    for(char const *const ending : {".jank", ".cljc"}) {
      std::string path{folder + "/" + file_of(name) + ending};
      if(jank_host_file_exists(path.c_str()) != 0) { return path; }
      looked += "\n  " + path;
    }
  }
  throw_error(error_kind::loader, "there is no file for the namespace " + name + "; looked for:" +
                                      (looked.empty() ? " nothing, the module path is empty" : looked));
}

struct binding_scope {
  std::size_t depth{ns::binding_depth()};
  ns::name_space *current{ns::current_namespace()};
  ~binding_scope() {
    ns::pop_bindings_to(depth);
    ns::set_current_namespace(current);
  }
};

struct file_scope {
  explicit file_scope(std::string const &path) : file{ns::intern_var("clojure.core", "*file*")}, before{file->root} {
    ns::bind_root(file, make_string(path));
  }
  ~file_scope() { ns::bind_root(file, before); }
  ns::var *file;
  memory::rooted<object_ref> before;
};

// What a file sets for the compiler ends with the file.
struct unchecked_math_scope {
  unchecked_math_scope() : setting{ns::intern_var("clojure.core", "*unchecked-math*")}, before{setting->root} {}
  ~unchecked_math_scope() {
    // The file that defines it leaves it defined.
    if(is(before.get(), kind::unbound)) { return; }
    setting->root = before;
    ns::set_value(setting, before);
  }
  ns::var *setting;
  memory::rooted<object_ref> before;
};

} // namespace

object_ref load_file(std::string const &path, std::string *final_namespace) {
  binding_scope const bindings;
  reader::source_text const source{path, read_text(path)};
  file_scope const file{path};
  unchecked_math_scope const unchecked_math;
  object_ref const value{evaluate_text(source)};
  if(final_namespace != nullptr) { *final_namespace = qualified_name(ns::current_namespace()->name); }
  return value;
}

void add_module_path(std::string folder) {
  if(std::find(module_path.begin(), module_path.end(), folder) == module_path.end()) {
    module_path.push_back(std::move(folder));
  }
}

void note_loaded(symbol const *name) { loaded.insert(qualified_name(name)); }

void load_namespace(symbol const *name) {
  std::string const text{qualified_name(name)};
  if(std::find(loading.begin(), loading.end(), text) != loading.end()) {
    std::string cycle;
    for(std::string const &n : loading) { cycle += n + " -> "; }
    throw_error(error_kind::loader, "namespaces require each other in a cycle: " + cycle + text);
  }
  std::string const path{find_file(text)};
  loading.push_back(text);
  try {
    load_file(path);
  } catch(...) {
    loading.pop_back();
    throw;
  }
  loading.pop_back();
  if(ns::find_namespace(make_symbol("", text)) == nullptr) {
    throw_error(error_kind::loader,
                path + " was loaded for the namespace " + text + ", but does not define it; its ns form must name it");
  }
  loaded.insert(text);
}

void require_namespace(symbol const *name, bool reload) {
  // A namespace that is linked into the image counts as loaded.
  bool const there{loaded.contains(qualified_name(name)) || ns::find_namespace(name) != nullptr};
  if(reload || !there) { load_namespace(name); }
}

} // namespace jank::hot_reload
