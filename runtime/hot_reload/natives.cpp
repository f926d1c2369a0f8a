#include "hot_reload/natives.hpp"

#include "analyzer/analyzer.hpp"
#include "hot_reload/evaluate.hpp"
#include "memory/heap.hpp"
#include "namespace/loading.hpp"
#include "namespace/native.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/symbol.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

// Errors of reading and compiling become values that jank code can catch.
template <typename F> object_ref as_jank_errors(F &&f) {
  try {
    return f();
  } catch(reader::source_error const &e) {
    object_ref const data{make_map({make_keyword("file"), make_string(e.file), make_keyword("line"), make_long(e.at.line),
                                    make_keyword("column"), make_long(e.at.column)})};
    throw_error(e.why, e.rendered.empty() ? e.message : e.rendered, data);
  }
}

string *expect_string(object_ref v, char const *function) {
  if(!is<string>(v)) {
    throw_error(error_kind::type, std::string{function} + " wants a string, but was given " + to_readable(v));
  }
  return cast<string>(v);
}

object_ref eval(object_ref, object_ref form) {
  return as_jank_errors([&] {
    static reader::source_text const source{"<eval>", {}};
    return evaluate_form(form, {}, source);
  });
}

object_ref read_string(object_ref, object_ref text) {
  return as_jank_errors([&] {
    reader::source_text const source{"<string>", std::string{expect_string(text, "read-string")->view()}};
    reader::reader in{source};
    auto const form{in.read()};
    if(!form.has_value()) { throw_error(error_kind::reader, "read-string was given a text without a form"); }
    return *form;
  });
}

object_ref load_string(object_ref, object_ref text) {
  return as_jank_errors([&] {
    reader::source_text const source{"<string>", std::string{expect_string(text, "load-string")->view()}};
    return evaluate_text(source);
  });
}

object_ref load_file_native(object_ref, object_ref path) {
  return as_jank_errors([&] { return load_file(std::string{expect_string(path, "load-file")->view()}); });
}

object_ref expand_1(object_ref, object_ref form) {
  return as_jank_errors([&] { return analyzer::macroexpand_1(form); });
}

object_ref expand(object_ref, object_ref form) {
  return as_jank_errors([&] { return analyzer::macroexpand(form); });
}

ns::native const rows[]{
    {"eval", "([form])", "Compiles the form in the current namespace and runs it. Returns its value.", {eval}},
    {"read-string", "([text])", "The first form of the text, unevaluated. Throws when there is none.", {read_string}},
    {"load-string", "([text])", "Evaluates the forms of the text in turn. Returns the value of the last.", {load_string}},
    {"load-file", "([path])", "Evaluates the forms of the file in turn. Returns the value of the last.", {load_file_native}},
    {"macroexpand-1", "([form])", "The form after one step of expansion when it is a call of a macro, else the form itself.",
     {expand_1}},
    {"macroexpand", "([form])", "Expands the form until it is no call of a macro any more. Forms inside it are left alone.",
     {expand}},
};

} // namespace

void initialize_natives() {
  ns::define_natives("clojure.core", rows, std::size(rows));
  ns::set_namespace_loader(require_namespace);
}

} // namespace jank::hot_reload
