#pragma once

// A load: something that changes definitions in a running image, whole or not at all.
//
// A load is a form that is evaluated, a text (load-string), a file with what it requires, a patch of either sort, a revert; what is
// recompiled, pruned or reloaded together. What is
// evaluated as a message (jank_eval_string, the REPL) is a load for each form. Everything that changes an image's definitions at run time
// goes through `transact`, the one place where loads begin and end; hooks stand there (load_listener).
//
// When a load fails (the reader, the compiler, the engine, an exception, a trap, an exhausted stack; anywhere in it), every var with its
// root, metadata, watches and version, every namespace with what it maps, every multimethod, protocol and type is what it was before
// (object/journal.hpp), and *ns* too. Watches of vars are told of the roots that are there again. What code did to atoms, refs, instances
// or the world stays done: that is its own.
//
// A load that ends well and changed a definition is a generation (history.hpp). A load within a load is a part of it: it can fail alone, when
// what surrounds it catches the error, and it falls with the whole.

#include "memory/heap.hpp"
#include "namespace/var.hpp"
#include "reader/source.hpp"

#include <string>
#include <type_traits>
#include <vector>

namespace jank::hot_reload {

enum class load_kind : std::uint8_t { form, text, file, patch, revert, recompile, prune, reload };
// :form, :text, ... and what it makes the origin of the vars that it binds.
char const *load_kind_name(load_kind k);
char const *origin_of(load_kind k);

struct load_origin {
  load_kind kind;
  std::string source;    // a path, or what errors call the text
  reader::position at{}; // of a form
};

using var_list = std::vector<ns::var *, memory::allocator<ns::var *>>;

struct load_result {
  var_list bound; // whose root or metadata is other than before, in the order in which they were first changed
  // The number it got, or, as a part of another load, will get when that ends well. 0: none, as it changed no definition.
  std::uint32_t generation{};
};

// Runs `body(context)` as a load. Faults become errors. What it throws is thrown, after everything was put back. Collection may happen.
load_result transact(load_origin const &what, void (*body)(void *), void *context);
template <typename F> load_result transact(load_origin const &what, F &&body) {
  return transact(what, [](void *context) { (*static_cast<std::remove_reference_t<F> *>(context))(); }, &body);
}

// What happens from here on is a trial (batch mode): restore() takes all of it back, also after a fault that ended loads in the middle, and
// tells no watch.
class checkpoint {
public:
  checkpoint();
  void restore() const;

private:
  std::uint64_t code_; // where code stood that waits (pending_code.hpp)
  std::uint32_t level_;
};

// Whether a load is running that has changed a definition already: history cannot be moved under it.
bool is_changing();

// The hooks of whoever wants to act around loads. They are called for loads that are part of no other, when nothing has changed yet, and
// when everything is done, or was taken back. What they throw is reported and stops nothing.
struct load_listener {
  void (*before)(load_origin const &what);
  void (*after)(load_origin const &what, load_result const &result);
  void (*failed)(load_origin const &what);
};
void set_load_listener(load_listener const &listener);

} // namespace jank::hot_reload
