#include "unit/loading.hpp"

#include "catch2.hpp"
#include "memory/heap.hpp"
#include "namespace/native.hpp"
#include "object/number.hpp"
#include "object/thrown.hpp"

#include <map>
#include <vector>

using namespace jank;
using namespace jank::object;

namespace {

// Files are functions here.
struct module_path {
  std::map<std::string, std::function<void()>> files;
  std::vector<std::string> events;
};
module_path *current{};

std::string find(std::string const &resource) { return current->files.contains(resource) ? resource : std::string{}; }
std::string places(std::string const &resource) { return "  here/" + resource; }
void load(std::string const &path, std::string const &unit_name) {
  current->events.push_back(unit_name);
  current->files.at(path)();
}

struct fixture : module_path {
  fixture() {
    memory::initialize();
    ns::initialize_natives();
    ns::set_current_namespace(ns::intern_namespace("loading-test"));
    current = this;
    unit::set_file_source({find, places, load});
    for(char const *const name : {"my.a", "my.b-c", "my.d"}) { unit::forget_loaded(name); }
  }
  ~fixture() {
    for(char const *const name : {"my.a", "my.b-c", "my.d"}) { ns::remove_namespace(make_symbol(name)); }
    ns::set_current_namespace(ns::core_namespace());
  }

  // A file that defines the namespace and then requires others.
  void file(std::string const &name, std::vector<std::string> const &requires_first = {}) {
    files[unit::resource_of(name)] = [this, name, requires_first] {
      ns::set_current_namespace(ns::intern_namespace(name));
      for(std::string const &r : requires_first) { require(r); }
      events.push_back(name + " done");
    };
  }
  static bool require(std::string const &name, unit::reloading how = unit::reloading::no) {
    return unit::require_namespace(make_symbol({}, name), how);
  }
  std::vector<std::string> take_events() { return std::exchange(events, {}); }
};

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("a namespace's file") {
  CHECK(unit::resource_of("my.app-core") == "my/app_core");
  CHECK(unit::resource_of("app") == "app");
}

TEST_CASE_METHOD(fixture, "require loads once, and leaves *ns* as it was") {
  file("my.a", {"my.b-c"});
  file("my.b-c");
  CHECK(require("my.a"));
  CHECK(take_events() == texts{"my.a", "my.b-c", "my.b-c done", "my.a done"});
  CHECK(!require("my.a"));
  CHECK(!require("my.b-c"));
  CHECK(take_events().empty());
  CHECK(ns::current_namespace() == ns::intern_namespace("loading-test"));
  CHECK(unit::is_loaded("my.a"));
}

TEST_CASE_METHOD(fixture, "reload and reload-all") {
  file("my.a", {"my.b-c", "my.d"});
  file("my.b-c", {"my.d"});
  file("my.d");
  require("my.a");
  take_events();
  CHECK(require("my.a", unit::reloading::this_one));
  CHECK(take_events() == texts{"my.a", "my.a done"});
  CHECK(require("my.a", unit::reloading::all));
  CHECK(take_events() == texts{"my.a", "my.b-c", "my.d", "my.d done", "my.b-c done", "my.a done"});
  CHECK(!require("my.a"));
}

TEST_CASE_METHOD(fixture, "what throws is not loaded, and can be loaded later") {
  bool fails{true};
  files["my/a"] = [&] {
    ns::intern_namespace("my.a");
    unit::note_loaded("my.a");
    if(fails) { throw_error(error_kind::illegal_state, "on purpose"); }
  };
  CHECK(thrown_by([] { require("my.a"); }) == "illegal-state: on purpose");
  CHECK(!unit::is_loaded("my.a"));
  fails = false;
  CHECK(require("my.a"));
  CHECK(!require("my.a"));
}

TEST_CASE_METHOD(fixture, "cycles, missing files and wrong names") {
  file("my.a", {"my.b-c"});
  file("my.b-c", {"my.d"});
  file("my.d", {"my.a"});
  CHECK(thrown_by([] { require("my.a"); }) ==
        "loader: namespaces require each other in a cycle: my.a -> my.b-c -> my.d -> my.a");
  // nothing is being loaded any more
  file("my.d");
  CHECK(require("my.a"));
  CHECK(thrown_by([] { require("my.none"); }) ==
        "loader: there is no namespace my.none: it is not part of the image, and there is none of\n  here/my/none");
  files["my/other"] = [] {};
  CHECK(thrown_by([] { require("my.other"); }) ==
        "loader: my/other was loaded for the namespace my.other, but does not define it; its ns form must name it");
  CHECK(thrown_by([] { unit::load_resource("my/none"); }).starts_with("loader: there is no file my/none"));
}

TEST_CASE_METHOD(fixture, "a namespace that was made by hand is there; an empty one is not") {
  ns::define(ns::intern_var("my.d", "x"), make_long(1), nil);
  CHECK(!require("my.d"));
  ns::intern_namespace("my.a");
  CHECK(thrown_by([] { require("my.a"); }).starts_with("loader: there is no namespace my.a"));
  CHECK(
      thrown_by([] { require("my.d", unit::reloading::this_one); }).starts_with("loader: there is no namespace my.d"));
}

TEST_CASE_METHOD(fixture, "files that are loaded by path run each time") {
  file("my.a");
  unit::load_resource("my/a");
  unit::load_resource("my/a");
  CHECK(take_events() == texts{"/my/a", "my.a done", "/my/a", "my.a done"});
  CHECK(!unit::is_loaded("my.a"));
}
