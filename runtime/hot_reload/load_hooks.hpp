#pragma once

// What a program wants to be called around loads: functions whose vars have in their metadata
//
//   :dev/before-load         called before the code of a reload is loaded, say to stop something
//   :dev/after-load          called when it is loaded, say to start it again
//   :dev/before-load-async   the same, with one argument: a function that it calls when it is done; the load waits
//   :dev/after-load-async
//
// and namespaces with :dev/once, which are not loaded again when their file changes, or :dev/always, which are with every reload. The
// names are shadow-cljs's, and so is the meaning.
//
// Functions of namespaces that others need are called later before a load, and earlier after it. What one throws is reported, and
// stops nothing.

#include "memory/heap.hpp"
#include "namespace/var.hpp"

#include <vector>

namespace jank::hot_reload {

enum class load_hook : std::uint8_t { before, before_async, after, after_async };

using hook_list = std::vector<ns::var *, memory::allocator<ns::var *>>;

// In the order in which they are to be called.
hook_list hooks_of(load_hook which);
// Calls one, with `done` when that is some. Reports what it throws: false.
bool call_load_hook(ns::var *hook, object::object_ref done);
// All of them; asynchronous ones get a function that does nothing, and are not waited for.
void call_load_hooks(load_hook which);

bool has_namespace_flag(ns::name_space const *n, char const *name); // "once", "always"

} // namespace jank::hot_reload
