// require* and its kin: what clojure.core's require, use, load and ns are written with (clojure/core/loading.jank).

#include "namespace/define_table.hpp"
#include "namespace/natives/arguments.hpp"
#include "unit/loading.hpp"

namespace jank::unit {

using namespace object;

namespace {

symbol *expect_name(object_ref v, char const *function) { return ns::expect<symbol>(v, function, "a symbol"); }

object_ref require_native(object_ref, object_ref name, object_ref how) {
  reloading const r{how == object_ref{make_keyword("reload-all")} ? reloading::all
                    : how == object_ref{make_keyword("reload")}   ? reloading::this_one
                                                                  : reloading::no};
  return make_boolean(require_namespace(expect_name(name, "require"), r));
}

object_ref load_native(object_ref, object_ref resource) {
  load_resource(std::string{ns::expect<string>(resource, "load", "a string")->view()});
  return nil;
}

object_ref note_native(object_ref, object_ref name) {
  note_loaded(qualified_name(expect_name(name, "note-loaded*")));
  return nil;
}

object_ref resource_native(object_ref, object_ref name) {
  return make_string(resource_of(qualified_name(expect_name(name, "load"))));
}

object_ref split_native(object_ref, object_ref path) {
  std::vector<object_ref> parts;
  std::string_view rest{ns::expect<string>(path, "load", "a string")->view()};
  for(;;) {
    std::size_t const end{rest.find('/')};
    parts.push_back(make_string(rest.substr(0, end)));
    if(end == std::string_view::npos) { return make_vector(parts.data(), parts.size()); }
    rest.remove_prefix(end + 1);
  }
}

constexpr ns::native rows[]{
    {"require*",
     "([name reload])",
     "Loads the namespace unless it is loaded; true when it was not. reload: :reload, :reload-all or nil. See require.",
     {require_native}},
    {"load*",
     "([resource])",
     "Runs what is linked or lies on the module path as resource, \"my/part\". See load.",
     {load_native}},
    {"namespace-resource*",
     "([name])",
     "What the file of a namespace is called: my.app-core is \"my/app_core\".",
     {resource_native}},
    {"split-path*", "([path])", "The parts of a path between its slashes.", {split_native}},
    {"note-loaded*", "([name])", "Makes require take the namespace for loaded. See ns.", {note_native}},
    {"loaded-libs", "([])", "The set of the names of the namespaces that were loaded.", {+[](object_ref) {
       return loaded_names();
     }}},
};

} // namespace

struct loading_table : ns::rows_of_core<rows> {};
ns::native_table loading_natives() { return ns::table_of<loading_table>(); }

void initialize_loading() { ns::define_whole_table(loading_natives); }

} // namespace jank::unit
