// Files and namespaces.

#include "host/host.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"
#include "hot_reload/module_path.hpp"
#include "hot_reload/stale.hpp"
#include "hot_reload/transaction.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "reader/errors.hpp"
#include "unit/loading.hpp"

#include <algorithm>
#include <vector>

namespace jank::hot_reload {

using namespace object;

namespace {

std::vector<std::string> module_path;

constexpr char const *endings[]{".jank", ".cljc", ".clj"};

std::string find_file(std::string const &resource) {
  for(std::string const &folder : module_path) {
    for(char const *const ending : endings) {
      std::string path{folder + "/" + resource + ending};
      if(jank_host_file_exists(path.c_str()) != 0) { return path; }
    }
  }
  return {};
}

std::string places_of(std::string const &resource) {
  std::string looked;
  for(std::string const &folder : module_path) {
    for(char const *const ending : endings) {
      if(!looked.empty()) { looked += "\n"; }
      looked += "  " + folder + "/" + resource + ending;
    }
  }
  return looked.empty() ? "  (the module path is empty: --module-path sets it)" : looked;
}

object_ref load_observed(std::string const &path, std::string const &unit_name) {
  code_observer *const observer{current_observer()};
  if(observer == nullptr) { return load_file(path); }
  observation const scope{true};
  observer->begin_file(unit_name, path);
  try {
    load_file(path);
  } catch(...) {
    observer->end_file(false);
    throw;
  }
  observer->end_file(true);
  return nil;
}

// Who required the file can catch what is wrong with it.
void load_for(std::string const &path, std::string const &unit_name) {
  reader::as_jank_errors([&] { return load_observed(path, unit_name); });
}

struct binding_scope {
  std::size_t depth{ns::binding_depth()};
  ns::name_space *current{ns::current_namespace()};
  ~binding_scope() {
    ns::pop_bindings_to(depth);
    ns::set_current_namespace(current);
  }
};

// Whoever loads the file may have bound the var, as editors' sessions do.
struct file_scope {
  explicit file_scope(std::string const &path)
      : file{ns::intern_var("clojure.core", "*file*")}, root{file->root}, value{file->value} {
    ns::bind_root(file, make_string(path));
    ns::set_value(file, make_string(path));
  }
  ~file_scope() {
    ns::bind_root(file, root);
    ns::set_value(file, value);
  }
  ns::var *file;
  memory::rooted<object_ref> root;
  memory::rooted<object_ref> value;
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
  std::uint32_t const mark{definition_mark()};
  memory::rooted<object_ref> value;
  transact({load_kind::file, path}, [&] {
    value = evaluate_whole(source, load_kind::file);
    note_file_loaded(path, mark);
  });
  if(final_namespace != nullptr) { *final_namespace = qualified_name(ns::current_namespace()->name); }
  return value;
}

void add_module_path(std::string folder) {
  if(std::find(module_path.begin(), module_path.end(), folder) == module_path.end()) {
    module_path.push_back(std::move(folder));
  }
}

std::vector<std::string> find_files(std::string const &resource) {
  std::vector<std::string> paths;
  for(std::string const &folder : module_path) {
    for(char const *const ending : endings) {
      std::string path{folder + "/" + resource + ending};
      if(jank_host_file_exists(path.c_str()) != 0) { paths.push_back(std::move(path)); }
    }
  }
  return paths;
}

void initialize_files() { unit::set_file_source({find_file, places_of, load_for}); }

} // namespace jank::hot_reload
