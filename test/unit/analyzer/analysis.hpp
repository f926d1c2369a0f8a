#pragma once

// Text in, dump of the typed tree out (analyzer/dump.hpp), for the tests of the analyzer. Forms are analyzed in a namespace of
// the test's own that refers clojure.core's natives; its part in jank is not there, so the forms are those after macroexpansion.

#include "analyzer/analyzer.hpp"
#include "analyzer/dump.hpp"
#include "memory/heap.hpp"
#include "namespace/native.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/function.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "reader/reader.hpp"
#include "unit/guard.hpp"

#include <string>
#include <string_view>

namespace jank::test {

using object::object_ref;

inline void start_image() {
  static bool const started{[] {
    memory::initialize();
    ns::initialize_natives();
    unit::initialize_error_natives();
    return true;
  }()};
  static_cast<void>(started);
}

// A namespace of its own while it lives: "user", fresh.
struct session {
  session() {
    start_image();
    object::symbol *const name{object::make_symbol("user")};
    ns::remove_namespace(name);
    user = ns::intern_namespace(name);
    ns::refer_all(user, ns::core_namespace());
    ns::set_current_namespace(user);
  }
  ~session() { ns::set_current_namespace(ns::core_namespace()); }
  session(session const &) = delete;
  session &operator=(session const &) = delete;

  // Binds a native function in `user`.
  ns::var *define(std::string_view name, std::initializer_list<object::arity_entry> fixed, int required = -1,
                  object::entry variadic = nullptr, object_ref meta = object::nil) {
    auto *const type{memory::make<object::function_type>()};
    std::string *const kept{new std::string{name}}; // the type keeps the bytes of its name
    object::fill_function_type(*type, kept->c_str(), std::data(fixed), static_cast<int>(fixed.size()), required,
                               variadic, 0);
    ns::var *const v{ns::intern_var(user, name)};
    ns::define(v, object_ref{object::make_function(type)}, meta);
    return v;
  }
  ns::var *define_macro(std::string_view name, std::initializer_list<object::arity_entry> fixed, int required = -1,
                        object::entry variadic = nullptr) {
    return define(name, fixed, required, variadic,
                  object::make_map({object_ref{object::make_keyword("macro")}, object::jank_true}));
  }

  std::unique_ptr<analyzer::tree> analyze(std::string_view text) {
    reader::source_text const source{"test.jank", std::string{text}};
    reader::reader r{source};
    return analyzer::analyze(r.read().value(), r.positions(), source);
  }

  // The typed tree of the first form.
  std::string dump(std::string_view text) { return analyzer::dump(analyze(text)->root); }

  // "line:column: message (hint)" of the refusal; "accepted: <dump>" when there was none.
  std::string refusal(std::string_view text) {
    try {
      return "accepted: " + dump(text);
    } catch(reader::source_error const &e) {
      std::string result{std::to_string(e.at.line) + ":" + std::to_string(e.at.column) + ": " + e.message};
      if(!e.hint.empty()) { result += " (" + e.hint + ")"; }
      return result;
    }
  }

  // All warnings, a line each.
  std::string warnings(std::string_view text) {
    std::unique_ptr<analyzer::tree> const made{analyze(text)};
    std::string result;
    for(std::string const &w : made->warnings) { result += (result.empty() ? "" : "\n") + w; }
    return result;
  }

  ns::name_space *user;
};

// With user/f, which returns its argument.
struct session_with_f : session {
  session_with_f() { define("f", {ns::native_arity{&identity}}); }

private:
  static object_ref identity(object_ref, object_ref x) { return x; }
};

} // namespace jank::test
