#include "host/repl.hpp"

#include "host/describe.hpp"
#include "host/host.hpp"
#include "host/start.hpp"
#include "hot_reload/evaluate.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/error.hpp"
#include "object/print.hpp"

#include "unit/guard.hpp"
#include "unit/rethrow.hpp"

#include <cstdlib>
#include <cstring>

namespace jank::host {

using namespace object;

namespace {

char *to_c(std::string const &text) {
  auto *const copy{static_cast<char *>(std::malloc(text.size() + 1))};
  std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

// *1 *2 *3
void remember(object_ref value) {
  ns::var *const last[]{ns::intern_var("clojure.core", "*1"), ns::intern_var("clojure.core", "*2"),
                        ns::intern_var("clojure.core", "*3")};
  memory::rooted<object_ref> const held{value};
  ns::bind_root(last[2], last[1]->value);
  ns::bind_root(last[1], last[0]->value);
  ns::bind_root(last[0], held);
}

void remember_error(std::exception_ptr e) {
  try {
    unit::rethrow(e);
  } catch(thrown_value const &t) { ns::bind_root(ns::intern_var("clojure.core", "*e"), t.value); } catch(...) {
    ns::bind_root(ns::intern_var("clojure.core", "*e"), make_error(describe(std::current_exception()), nil, nil));
  }
}

// True when the text ends inside a form. Reads it whole first, so that nothing is evaluated twice.
bool is_incomplete(reader::source_text const &source) {
  reader::reader in{source};
  try {
    while(in.read().has_value()) {}
  } catch(reader::source_error const &) { return in.incomplete(); }
  return false;
}

std::int32_t evaluate(char const *text, char **result) {
  reader::source_text const source{"<repl>", text};
  std::size_t const depth{ns::binding_depth()};
  try {
    if(is_incomplete(source)) { return jank_host_incomplete; }
    std::string printed;
    unit::guarded([&] {
      hot_reload::evaluate_text(source, nullptr, [&](object_ref v) {
        memory::rooted<object_ref> const held{v};
        remember(v);
        if(!printed.empty()) { printed += "\n"; }
        print_readably(printed, held);
      });
    });
    ns::flush_out();
    *result = to_c(printed);
    return jank_host_value;
  } catch(...) {
    ns::pop_bindings_to(depth);
    remember_error(std::current_exception());
    ns::flush_out();
    *result = to_c(describe(std::current_exception()));
    return jank_host_failed;
  }
}

char *prompt() { return to_c(qualified_name(ns::current_namespace()->name)); }

} // namespace

int start_repl() {
  keep_on_errors();
  return jank_host_repl(evaluate, prompt) == 0 ? 0 : 1;
}

} // namespace jank::host
