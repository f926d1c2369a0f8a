#include "hot_reload/stale.hpp"

#include "hot_reload/definitions.hpp"
#include "object/collections.hpp"
#include "object/journal.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "unit/loading.hpp"

#include <set>

namespace jank::hot_reload {

using namespace object;

namespace {

bool pruning{};

// var -> mark of the load that left it out
object_ref &left_out() {
  static object_ref vars{empty_map()};
  return vars;
}

// A path below the module path, or the same file seen from elsewhere: src/my/app.jank and /source/my/app.jank.
bool is_file_of(std::string_view path, std::string_view other, std::string const &resource) {
  auto const names_resource{[&resource](std::string_view p) {
    auto const at{p.rfind(resource + ".")};
    return at != std::string_view::npos && (at == 0 || p[at - 1] == '/') &&
           p.find('/', at + resource.size()) == std::string_view::npos;
  }};
  return path == other || (names_resource(path) && names_resource(other));
}

bool is_defined_in(ns::var const *v, std::string const &path) {
  object_ref const file{is_map(v->meta) ? map_get(v->meta, object_ref{make_keyword("file")}) : nil};
  return is<string>(file) &&
         is_file_of(path, cast<string>(file)->view(), unit::resource_of(qualified_name(v->ns->name)));
}

bool is_there(ns::var const *v) { return v->has(ns::var_bound) && ns::find_var(v->ns, v->name) == v; }

void unmap_everywhere(ns::var const *v) {
  for_each(ns::all_namespaces(), [v](object_ref entry) {
    auto *const n{cast<ns::name_space>(entry)};
    std::vector<symbol *> names;
    for_each(n->mappings, [&](object_ref mapping) {
      if(vector_nth(mapping, 1) == object_ref{v}) { names.push_back(cast<symbol>(vector_nth(mapping, 0))); }
    });
    for(symbol *const name : names) { ns::unmap(n, name); }
  });
}

} // namespace

std::uint32_t definition_mark() { return last_definition(); }

void note_file_loaded(std::string const &path, std::uint32_t mark) {
  std::set<ns::name_space *> homes{ns::current_namespace()};
  each_defined_since(mark, [&homes](ns::var *v) { homes.insert(v->ns); });
  journal::note(nullptr, left_out(), journal::sort::bookkeeping);
  for(ns::name_space *const n : homes) {
    for_each(n->mappings, [&](object_ref mapping) {
      auto *const v{cast<ns::var>(vector_nth(mapping, 1))};
      if(v->ns != n || !is_there(v) || order_of(v) > mark || !is_defined_in(v, path)) { return; }
      left_out() = map_assoc(left_out(), object_ref{v}, make_fixnum(static_cast<std::int32_t>(mark)));
    });
  }
  if(pruning) { prune(); }
}

var_list stale_vars() {
  var_list vars;
  for_each(left_out(), [&vars](object_ref entry) {
    auto *const v{cast<ns::var>(vector_nth(entry, 0))};
    auto const mark{static_cast<std::uint32_t>(vector_nth(entry, 1).as_fixnum())};
    if(is_there(v) && order_of(v) <= mark) { vars.push_back(v); }
  });
  return vars;
}

var_list prune() {
  var_list const vars{stale_vars()};
  if(vars.empty()) { return vars; }
  transact({load_kind::prune, "prune"}, [&vars] {
    for(ns::var *const v : vars) {
      unmap_everywhere(v);
      ns::unbind(v);
    }
  });
  journal::note(nullptr, left_out(), journal::sort::bookkeeping);
  left_out() = empty_map();
  return vars;
}

void set_pruning(bool on) { pruning = on; }
bool prunes() { return pruning; }

} // namespace jank::hot_reload
