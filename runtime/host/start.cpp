#include "host/start.hpp"

#include "host/describe.hpp"
#include "host/host.hpp"
#include "host/natives.hpp"
#include "memory/early_collection.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/native.hpp"
#include "namespace/output.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/string.hpp"
#include "patch/table.hpp"
#include "unit/guard.hpp"
#include "unit/loading.hpp"
#include "unit/trace.hpp"
#include "unit/unit.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>

// An image has it only with a patch linked in, whose registration brings it.
namespace jank::patch {
__attribute__((weak)) void bind_linked_patches();
}

namespace jank::host {

using namespace object;

namespace {

constexpr std::size_t early_collection{std::size_t{4} << 20}; // bytes after the library has been loaded

bool prepared{};
bool keeps_on{};
void (*error_observer)(std::exception_ptr){};

object_ref to_list(std::vector<std::string> const &texts) {
  std::vector<object_ref, memory::allocator<object_ref>> values;
  for(std::string const &t : texts) { values.push_back(make_string(t)); }
  return values.empty() ? nil : make_list(values.data(), values.size());
}

// JANK_GC_STRESS=n collects at every n-th safepoint: for tests.
void read_stress_setting() {
  std::unique_ptr<char, void (*)(void *)> const setting{jank_host_env("JANK_GC_STRESS"), std::free};
  if(setting != nullptr) { memory::set_stress(static_cast<std::uint32_t>(std::strtoul(setting.get(), nullptr, 10))); }
}

void bind_linked_patches() {
  if(patch::bind_linked_patches != nullptr) { patch::bind_linked_patches(); }
}

} // namespace

void prepare() {
  if(prepared) { return; }
  memory::initialize();
  out_of_memory_error();
  unit::initialize_traces();
  ns::initialize_natives();
  unit::initialize_loading();
  unit::initialize_error_natives();
  initialize_natives();
  initialize_image_natives();
  ns::bind_root(ns::intern_var("clojure.core", "*command-line-args*"), nil);
  unit::run_linked_core();
  // The program's own forms are written in `user` until its ns form says otherwise.
  ns::name_space *const user{ns::intern_namespace("user")};
  ns::refer_all(user, ns::core_namespace());
  ns::set_current_namespace(user);
  prepared = true;
}

void start(std::vector<std::string> const &arguments) {
  // Before anything can collect.
  read_stress_setting();
  prepare();
  ns::bind_root(ns::intern_var("clojure.core", "*command-line-args*"), to_list(arguments));
  // The library is there for good. An early collection tells the collector which pages its words happen to point into, before many of
  // the program's objects lie there; programs that end soon do without.
  memory::collect_after(early_collection);
  if(!is_hot()) { unit::instantiate_linked_units(); }
  // Before the program's forms run, which may call them; and again after, for those the program defines too.
  bind_linked_patches();
  unit::run_linked_units();
  bind_linked_patches();
}

std::string program_namespace() {
  std::string const name{unit::last_linked_name()};
  return name == "clojure.core" ? std::string{} : name;
}

int run_reported(void (*f)(void *), void *context) {
  int status{};
  std::size_t const depth{ns::binding_depth()};
  try {
    unit::guarded(f, context);
  } catch(...) {
    ns::pop_bindings_to(depth);
    status = 1;
    ns::flush_out();
    std::fprintf(stderr, "%s\n", describe(std::current_exception()).c_str());
    if(error_observer != nullptr) { error_observer(std::current_exception()); }
  }
  ns::flush_out();
  std::fflush(stderr);
  return status;
}

void observe_errors(void (*observer)(std::exception_ptr)) { error_observer = observer; }

bool ends_on_error() { return !keeps_on && jank_host_ends_on_error() != 0; }
void keep_on_errors() { keeps_on = true; }

int run_main(std::string const &namespace_name, std::vector<std::string> const &arguments) {
  return reported([&] {
    ns::var *const main{ns::find_var(ns::intern_namespace(namespace_name), make_symbol("-main"))};
    if(main != nullptr) { apply_rooted(main->value, to_list(arguments)); }
  });
}

} // namespace jank::host
