#include "hot_reload/data_readers.hpp"

#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"
#include "hot_reload/module_path.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "reader/reader.hpp"

#include <map>

namespace jank::hot_reload {

using namespace object;

namespace {

struct known_reader {
  std::string function;
  std::string file;
};
using known_readers = std::map<std::string, known_reader>;

constexpr char const *shape{"it is a map of tags to names of functions: {my/point my.geometry/read-point}"};

[[noreturn]] void fail(reader::source_text const &source, reader::position at, std::string const &message) {
  throw reader::source_error{.why = error_kind::reader,
                             .message = message,
                             .hint = shape,
                             .at = at,
                             .file = source.name,
                             .rendered = reader::describe(source, at, message, shape)};
}

symbol const *expect_symbol(object_ref v, bool qualified, reader::source_text const &source, reader::position at) {
  auto const *const s{try_cast<symbol>(v)};
  if(s == nullptr || (qualified && s->ns == nullptr)) {
    fail(source, at,
         (qualified ? "a reader is the name of a function with its namespace, not " : "a tag is a symbol, not ") +
             to_short_text(v));
  }
  return s;
}

void add_file(std::string const &path, known_readers &known) {
  reader::source_text const source{path, read_text(path)};
  reader::reader in{source};
  object_ref form;
  try {
    form = in.read().value_or(empty_map());
  } catch(reader::source_error &e) {
    if(e.rendered.empty()) { e.rendered = reader::describe(source, e.at, e.message, e.hint); }
    throw;
  }
  reader::position const start{in.positions().find(form).known() ? in.positions().find(form) : reader::position{1, 1}};
  if(!is_map(form)) { fail(source, start, "this file holds no map, but " + to_short_text(form)); }
  for_each(form, [&](object_ref entry) {
    auto const place{[&](object_ref v) {
      reader::position const at{in.positions().find(v)};
      return at.known() ? at : start;
    }};
    object_ref const key{vector_nth(entry, 0)};
    object_ref const value{vector_nth(entry, 1)};
    std::string const tag{qualified_name(expect_symbol(key, false, source, place(key)))};
    std::string const function{qualified_name(expect_symbol(value, true, source, place(value)))};
    auto const [it, added]{known.try_emplace(tag, known_reader{function, path})};
    if(!added && it->second.function != function) {
      fail(source, place(key),
           "the tag " + tag + " is read by " + function + " here, and by " + it->second.function + " in " +
               it->second.file);
    }
  });
}

ns::var *intern(std::string const &function) {
  std::size_t const slash{function.find('/')};
  return ns::intern_var(ns::intern_namespace(function.substr(0, slash)), function.substr(slash + 1));
}

} // namespace

data_readers load_data_readers() {
  data_readers result;
  known_readers known;
  for(std::string const &path : find_files("data_readers")) {
    add_file(path, known);
    result.files.push_back(path);
  }
  if(known.empty()) { return result; }
  memory::collection_delay const delay;
  ns::var *const readers{ns::intern_var("clojure.core", "*data-readers*")};
  object_ref merged{is_map(readers->root) ? readers->root : empty_map()};
  std::string pairs;
  for(auto const &[tag, r] : known) {
    merged = map_assoc(merged, make_symbol(tag), intern(r.function));
    pairs += " '" + tag + " #'" + r.function;
  }
  ns::bind_root(readers, merged);
  result.code = "(clojure.core/alter-var-root #'clojure.core/*data-readers* clojure.core/assoc" + pairs + ")";
  return result;
}

} // namespace jank::hot_reload
