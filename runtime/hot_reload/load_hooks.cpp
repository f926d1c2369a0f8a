#include "hot_reload/load_hooks.hpp"

#include "hot_reload/report.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/detail/visit.hpp"
#include "object/function.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "unit/guard.hpp"
#include "unit/requirements.hpp"

#include <algorithm>
#include <iterator>

namespace jank::hot_reload {

using namespace object;

namespace {

constexpr char const *hook_names[]{"before-load", "before-load-async", "after-load", "after-load-async"};

bool is_flagged(object_ref meta, keyword const *flag) { return is_map(meta) && map_get(meta, flag).truthy(); }

bool is_asynchronous(load_hook h) { return h == load_hook::before_async || h == load_hook::after_async; }
bool is_before(load_hook h) { return h == load_hook::before || h == load_hook::before_async; }

object_ref do_nothing() {
  static function_type type{[] {
    function_type t{};
    arity_entry const entries[]{{0, reinterpret_cast<entry>(+[](object_ref) { return nil; })}};
    fill_function_type(t, "jank.hot/done", entries, 1, -1, nullptr, 0);
    return t;
  }()};
  return make_function(&type);
}

} // namespace

hook_list hooks_of(load_hook which) {
  std::set<std::string> names;
  for_each(ns::all_namespaces(),
           [&names](object_ref n) { names.insert(qualified_name(cast<ns::name_space>(n)->name)); });
  keyword const *const flag{make_keyword("dev", hook_names[static_cast<std::size_t>(which)])};
  hook_list found;
  for(std::string const &name : unit::in_order_of_requirement(names)) {
    auto const *const n{ns::find_namespace(make_symbol(name))};
    // All vars there are are looked at for each load, so no seq is made of them.
    visit_map(n->mappings, [&](object_ref, object_ref mapped) {
      auto *const v{cast<ns::var>(mapped)};
      if(v->ns == n && is_flagged(v->meta, flag)) { found.push_back(v); }
      return true;
    });
  }
  if(is_before(which)) { std::ranges::reverse(found); }
  return found;
}

bool call_load_hook(ns::var *hook, object_ref done) {
  memory::rooted<ns::var *> const v{hook};
  memory::rooted<object_ref> const then{done};
  try {
    unit::guarded([&] {
      object_ref const f{v.get()};
      if(then.get().is_some()) {
        call_rooted(f, then.get());
      } else {
        call_rooted(f);
      }
    });
    return true;
  } catch(...) {
    report_error("the load hook " + ns::qualified_name(v) + " failed", std::current_exception());
    return false;
  }
}

void call_load_hooks(load_hook which) {
  hook_list const hooks{hooks_of(which)};
  memory::rooted<object_ref> const done{is_asynchronous(which) && !hooks.empty() ? do_nothing() : nil};
  for(ns::var *const v : hooks) { call_load_hook(v, done); }
}

bool has_namespace_flag(ns::name_space const *n, char const *name) {
  return is_flagged(n->meta, make_keyword("dev", name));
}

} // namespace jank::hot_reload
