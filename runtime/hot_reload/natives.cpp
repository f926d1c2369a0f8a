#include "hot_reload/natives.hpp"

#include "analyzer/analyzer.hpp"
#include "hot_reload/direct_loader.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/pending_code.hpp"
#include "hot_reload/redefinition_natives.hpp"
#include "hot_reload/registry.hpp"
#include "memory/heap.hpp"
#include "namespace/libraries.hpp"
#include "namespace/native.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/symbol.hpp"
#include "reader/errors.hpp"
#include "unit/guard.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

string *expect_string(object_ref v, char const *function) {
  if(!is<string>(v)) {
    throw_error(error_kind::type, std::string{function} + " wants a string, but was given " + to_readable(v));
  }
  return cast<string>(v);
}

object_ref eval(object_ref, object_ref form) {
  observation const scope{false};
  return reader::as_jank_errors([&] { return evaluate_alone(form); });
}

object_ref load_string(object_ref, object_ref text) {
  observation const scope{false};
  return reader::as_jank_errors([&] {
    reader::source_text const source{"<string>", std::string{expect_string(text, "load-string")->view()}};
    return evaluate_whole(source, load_kind::text);
  });
}

object_ref load_file_native(object_ref, object_ref path) {
  observation const scope{false};
  return reader::as_jank_errors([&] { return load_file(std::string{expect_string(path, "load-file")->view()}); });
}

object_ref expand_1(object_ref, object_ref form) {
  return reader::as_jank_errors([&] { return analyzer::macroexpand_1(form); });
}

object_ref expand(object_ref, object_ref form) {
  return reader::as_jank_errors([&] { return analyzer::macroexpand(form); });
}

ns::native const rows[]{
    {"eval", "([form])", "Compiles the form in the current namespace and runs it. Returns its value.", {eval}},
    {"load-string",
     "([text])",
     "Evaluates the forms of the text in turn. Returns the value of the last.",
     {load_string}},
    {"load-file",
     "([path])",
     "Evaluates the forms of the file in turn. Returns the value of the last.",
     {load_file_native}},
    {"macroexpand-1",
     "([form])",
     "The form after one step of expansion when it is a call of a macro, else the form itself.",
     {expand_1}},
    {"macroexpand",
     "([form])",
     "Expands the form until it is no call of a macro any more. Forms inside it are left alone.",
     {expand}},
};

object_ref to_map(load_record const &r) {
  std::vector<object_ref> names;
  for(std::string const &n : r.bound) { names.push_back(make_symbol(n)); }
  return make_map({make_keyword("number"), make_long(r.number), make_keyword("path"), make_string(r.path),
                   make_keyword("kind"), make_keyword(r.kind), make_keyword("through"), make_keyword(r.through),
                   make_keyword("bytes"), make_long(r.bytes), make_keyword("milliseconds"), make_double(r.milliseconds),
                   make_keyword("bound"), make_vector(names.data(), names.size())});
}

object_ref load_patch_native(object_ref, object_ref path) {
  return to_map(load_patch(std::string{expect_string(path, "load-patch")->view()}));
}

object_ref load_patch_through(object_ref, object_ref path, object_ref through) {
  bool const linker{through == object_ref{make_keyword("dlopen")}};
  if(!linker && through != object_ref{make_keyword("direct")}) {
    throw_error(error_kind::illegal_argument,
                "load-patch loads through :dlopen or :direct, not " + to_readable(through));
  }
  return to_map(load_patch(std::string{expect_string(path, "load-patch")->view()}, {},
                           linker ? door::dynamic_linker : door::direct));
}

object_ref loads_native(object_ref) {
  std::vector<object_ref> maps;
  for(load_record const &r : loads()) { maps.push_back(to_map(r)); }
  return make_vector(maps.data(), maps.size());
}

object_ref version_native(object_ref, object_ref var) {
  if(!is<ns::var>(var)) { throw_error(error_kind::type, "version wants a var, but was given " + to_readable(var)); }
  return make_long(cast<ns::var>(var)->version / 2);
}

object_ref origin_native(object_ref, object_ref var) {
  if(!is<ns::var>(var)) { throw_error(error_kind::type, "origin wants a var, but was given " + to_readable(var)); }
  return cast<ns::var>(var)->origin;
}

ns::native const hot_rows[]{
    {"load-patch",
     "([path] [path door])",
     "Loads a side module, compiled from C++ or from jank, and binds what it holds. Returns what was loaded. Throws, "
     "with nothing "
     "bound, when it cannot be loaded. The door of a jank patch is :direct or :dlopen.",
     {load_patch_native, load_patch_through}},
    {"loads",
     "([])",
     "The last patches that were loaded, as many as generations are kept, oldest first.",
     {loads_native}},
    {"version", "([var])", "How many times the root of the var was bound.", {version_native}},
    {"origin",
     "([var])",
     "Where the root of the var came from: :form, :file, :patch, :revert, :native, or nil.",
     {origin_native}},
};

} // namespace

void initialize_natives() {
  unit::set_entry_hook(reclaim_unreachable_code);
  initialize_pending_code();
  ns::define_natives("jank.hot", hot_rows, std::size(hot_rows));
  define_history_natives();
  define_redefinition_natives();
  ns::define_natives("clojure.core", rows, std::size(rows));
  initialize_files();
  jank_natives_reading();
}

} // namespace jank::hot_reload
