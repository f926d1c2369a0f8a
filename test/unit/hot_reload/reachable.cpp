// What a program reaches.

#include "hot_reload/reachable.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"

#include <algorithm>

using namespace jank;
using hot_reload::reached;

namespace {

struct fixture : test::emission {
  std::vector<codegen::unit_code> forms(std::initializer_list<char const *> texts) {
    std::vector<codegen::unit_code> made;
    for(char const *const t : texts) {
      made.push_back(generate(t));
      made.back().name = "user";
    }
    return made;
  }
  // All names are of the namespace user, library or not.
  reached reach(std::initializer_list<char const *> library, std::initializer_list<char const *> program,
                std::vector<std::string> const &keep = {}) {
    for(char const *const name : {"lib", "other", "extend-it", "table", "macro-like", "-main", "f", "g"}) {
      ns::intern_var(user, name);
    }
    return hot_reload::reach({{"lib", true, forms(library)}, {"user", false, forms(program)}}, "user", keep);
  }
};

// The vars that the kept forms of a unit define, in order; "-" for a form that defines none.
std::string kept(reached const &r, std::size_t unit) {
  std::string names;
  for(codegen::unit_code const &f : r.units.at(unit).forms) {
    names += names.empty() ? "" : " ";
    if(f.form.defined.empty()) { names += "-"; }
    for(std::uint32_t const d : f.form.defined) {
      names += object::cast<ns::var>(f.constants.at(d).value)->name->name->view();
    }
  }
  return names;
}

object::object_ref metadata_of(codegen::unit_code const &f) { return f.constants.at(f.form.metadata).value; }

bool has_native(reached const &r, std::string const &name) {
  return std::ranges::find(r.natives, name) != r.natives.end();
}

} // namespace

TEST_CASE_METHOD(fixture, "definitions that nothing mentions are left out, in the library and in the program") {
  auto const r{reach({"(def lib (fn* [x] (other x)))", "(def other (fn* [x] x))", "(def table (fn* [] 1))"},
                     {"(def f (fn* [x] (lib x)))", "(def g (fn* [x] x))", "(def -main (fn* [] (f 1)))"})};
  CHECK(kept(r, 0) == "lib other");
  CHECK(kept(r, 1) == "f -main");
}

TEST_CASE_METHOD(fixture, "what a program's form does when it runs is kept") {
  auto const r{reach({"(def lib (other 1))", "(def other (fn* [x] x))"}, {"(def f (g 1))", "(g 2)", "(def g 5)"})};
  CHECK(kept(r, 0).empty());
  CHECK(kept(r, 1) == "f - g");
}

TEST_CASE_METHOD(fixture, "a form of the library that defines nothing is kept with all that it is about") {
  std::initializer_list<char const *> const library{"(def table (fn* [] 1))", "(def lib (fn* [] 2))",
                                                    "(extend-it lib table (fn* [] other))", "(def other 3)"};
  CHECK(kept(reach(library, {"(def -main (fn* [] (lib)))"}), 0) == "lib");
  CHECK(kept(reach(library, {"(def -main (fn* [] (lib (table))))"}), 0) == "table lib - other");
}

TEST_CASE_METHOD(fixture, "a form of the library that is about nothing is kept") {
  CHECK(kept(reach({"(extend-it :a)", "(def lib 1)"}, {}), 0) == "-");
}

TEST_CASE_METHOD(fixture, "a form that does nothing is left out") {
  auto const r{reach({"'lib"}, {"'f", "5", "(f 1)"})};
  CHECK(kept(r, 0).empty());
  CHECK(kept(r, 1) == "-");
}

TEST_CASE_METHOD(fixture, "natives that forms mention are told") {
  auto const r{reach({"(def lib (fn* [x] (str x)))", "(def other (fn* [x] (reverse x)))"},
                     {"(def -main (fn* [] (lib (sort [2 1]))))"})};
  CHECK(has_native(r, "clojure.core/str"));
  CHECK(has_native(r, "clojure.core/sort"));
  CHECK(!has_native(r, "clojure.core/shuffle"));
}

TEST_CASE_METHOD(fixture, "names that are kept on request") {
  CHECK(kept(reach({"(def lib 1)", "(def other 2)"}, {}, {"user/other"}), 0) == "other");
  CHECK_THROWS(reach({"(def lib 1)"}, {}, {"user/nothing-of-that-name"}));
}

TEST_CASE_METHOD(fixture, "a constant name that is looked up is kept, and any other keeps everything") {
  std::initializer_list<char const *> const library{"(def lib 1)", "(def other 2)"};
  CHECK(kept(reach(library, {"(resolve 'user/other)"}), 0) == "other");
  CHECK(kept(reach(library, {"(resolve 'lib)"}), 0) == "lib");
  CHECK(reach(library, {"(resolve 'lib)"}).everything.empty());
  auto const r{reach(library, {"(def -main (fn* [x] (resolve x)))"})};
  CHECK(r.everything.find("clojure.core/resolve") != std::string::npos);
  CHECK(r.everything.find(":1") != std::string::npos);
  CHECK(!reach(library, {"(f resolve)"}).everything.empty());
  // What nothing calls looks nothing up.
  CHECK(reach(library, {"(def f (fn* [x] (resolve x)))"}).everything.empty());
  // The library looks up what it is told.
  CHECK(reach({"(def lib (fn* [x] (resolve x)))"}, {"(lib 1)"}).everything.empty());
}

TEST_CASE_METHOD(fixture, "a namespace whose vars are listed is kept whole") {
  auto const r{reach({"(def lib 1)", "(def other 2)"}, {"(ns-publics 'user)", "(def f 5)"})};
  CHECK(kept(r, 0) == "lib other");
  CHECK(kept(r, 1) == "- f");
}

TEST_CASE_METHOD(fixture, "the library's vars keep their documentation when the program has the var itself") {
  std::initializer_list<char const *> const library{"(def ^{:doc \"words\" :private true} lib 1)"};
  auto const calls{reach(library, {"(f lib)"})};
  REQUIRE(calls.units[0].forms.size() == 1);
  CHECK(object::map_count(metadata_of(calls.units[0].forms[0])) == 1);
  auto const takes{reach(library, {"(f #'lib)"})};
  REQUIRE(takes.units[0].forms.size() == 1);
  CHECK(object::map_count(metadata_of(takes.units[0].forms[0])) > 1);
  CHECK(takes.documented.contains("user/lib"));
}
