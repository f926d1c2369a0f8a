#include "codegen/lifetimes.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"

#include <algorithm>

using namespace jank;
using namespace jank::analyzer;

namespace {

// The locals of the form's first fn (or of the form itself), by name.
struct fixture : test::emission {
  // Names of the locals that lie in the frame, sorted. (Unboxed ones never do.)
  std::string in_frame(std::string_view form) {
    auto const tree{analyze(form)};
    std::vector<local const *> locals;
    fn_arity const *const arity{first_arity(tree->root)};
    collect(arity != nullptr ? arity->body : tree->root, locals);
    if(arity != nullptr) {
      locals.insert(locals.end(), arity->parameters.begin(), arity->parameters.end());
      locals.insert(locals.end(), arity->fn->captured.begin(), arity->fn->captured.end());
    }
    codegen::lifetimes const lives{arity != nullptr ? codegen::lifetimes{*arity} : codegen::lifetimes{*tree->root}};
    std::vector<std::string> names;
    for(local const *const l : locals) {
      if(l->type == value_type::object && lives.in_frame(l)) { names.push_back(l->name); }
    }
    std::sort(names.begin(), names.end());
    std::string joined;
    for(std::string const &n : names) { joined += (joined.empty() ? "" : " ") + n; }
    return joined;
  }

private:
  static fn_arity const *first_arity(node const *root) {
    return root->what == node_kind::fn ? static_cast<fn_node const *>(root)->arities.front().get() : nullptr;
  }

  static void collect(node const *n, std::vector<local const *> &out) {
    switch(n->what) {
    case node_kind::let:
      for(binding const &b : static_cast<let_node const *>(n)->bindings) {
        collect(b.init, out);
        out.push_back(b.target);
      }
      collect(static_cast<let_node const *>(n)->body, out);
      break;
    case node_kind::loop:
      for(binding const &b : static_cast<loop_node const *>(n)->bindings) {
        collect(b.init, out);
        out.push_back(b.target);
      }
      collect(static_cast<loop_node const *>(n)->body, out);
      break;
    case node_kind::if_:
      collect(static_cast<if_node const *>(n)->then, out);
      collect(static_cast<if_node const *>(n)->otherwise, out);
      break;
    case node_kind::do_:
      for(node const *const s : static_cast<do_node const *>(n)->statements) { collect(s, out); }
      collect(static_cast<do_node const *>(n)->result, out);
      break;
    case node_kind::try_:
      collect(static_cast<try_node const *>(n)->body, out);
      for(catch_clause const &c : static_cast<try_node const *>(n)->catches) {
        out.push_back(c.bound);
        collect(c.body, out);
      }
      break;
    default: break;
    }
  }
};

} // namespace

TEST_CASE_METHOD(fixture, "a local that is live across a call lies in the frame") {
  CHECK(in_frame("(fn* [x] (f x))").empty());
  CHECK(in_frame("(fn* [x] (f x) x)") == "x");
  CHECK(in_frame("(fn* [x y] (f (f x) y))") == "y");
  CHECK(in_frame("(fn* [x] (f (f 1) x))") == "x");
  CHECK(in_frame("(fn* [x] (+ x 1))").empty());
  CHECK(in_frame("(fn* [x] (let* [a (f x) b (f 2)] (f a b)))") == "a");
  CHECK(in_frame("(let* [a (f 1) b (f 2)] (f a b))") == "a");
}

TEST_CASE_METHOD(fixture, "the arms of an if do not see each other's calls") {
  CHECK(in_frame("(fn* [c x] (if c (f x) x))").empty());
  CHECK(in_frame("(fn* [c x] (if c (f 1) x))").empty());
  CHECK(in_frame("(fn* [c x] (if (f c) 1 x))") == "x");
  CHECK(in_frame("(fn* [c x] (do (if c (f 1) 2) x))") == "x");
}

TEST_CASE_METHOD(fixture, "what a loop mentions is live around its back edge") {
  CHECK(in_frame("(fn* [x] (loop* [i 0] (if (< i 9) (do (f i) (recur (inc i))) i)))").empty());
  CHECK(in_frame("(fn* [x] (loop* [i 0] (if (< i 9) (do (f x) (recur (inc i))) i)))") == "x");
  CHECK(in_frame("(fn* [x] (loop* [s x] (if s (recur (f s)) 1)))").empty());
  CHECK(in_frame("(fn* [x] (loop* [s x] (if s (do (f 1) (recur (f s))) 1)))") == "s");
  CHECK(in_frame("(fn* [x] (if (f x) (recur (f 1)) 2))").empty());
  CHECK(in_frame("(fn* [x y] (if (f x) (recur (f 1) y) 2))") == "y");
}

TEST_CASE_METHOD(fixture, "a local of the body does not live around the back edge") {
  CHECK(in_frame("(fn* [] (loop* [i (f 0)] (let* [a (f i)] (if a (recur a) 1))))").empty());
  CHECK(in_frame("(fn* [] (loop* [i (f 0)] (let* [a (f i)] (if (f 1) (recur a) 1))))") == "a");
}

TEST_CASE_METHOD(fixture, "what a handler wants lives through the body") {
  CHECK(in_frame("(fn* [x] (try (f 1) (catch :default e x)))") == "x");
  CHECK(in_frame("(fn* [x] (try (f 1) (catch :default e (f e))))").empty());
  CHECK(in_frame("(fn* [x] (try (f 1) (catch :default e (do (f 1) e))))") == "e");
  CHECK(in_frame("(fn* [x] (try (f 1) (finally (f x))))") == "x");
  CHECK(in_frame("(fn* [x] (try (throw x) (catch :default e (f x))))") == "x");
  CHECK(in_frame("(fn* [x y] (try (do (f x) (throw 1)) (catch :default e y)))") == "y");
}

TEST_CASE_METHOD(fixture, "captured locals are read at the entry and so lie in the frame like others") {
  CHECK(code("(fn* [x] (fn* [] (do (f 1) x)))", 2).find("$0 load+8 =$") != std::string::npos);
  CHECK(in_frame("(fn* [x] (let* [g (fn* [] x)] (f 1) (f g)))") == "g");
}

TEST_CASE_METHOD(fixture, "a slot is cleared by the last use, on the path it is the last of") {
  auto const contains{
      [](std::string const &text, std::string_view part) { return text.find(part) != std::string::npos; }};
  // x lies at +0: the second call is its last use, and clears it before the callee runs.
  CHECK(contains(code("(fn* [x] (do (f 1) (f x)))", 1),
                 "3 [invoke 1] drop [#'user/f] load+8 tee$3 $1 $2 0 store+0 [invoke 1]"));
  // In both arms.
  std::string const arms{code("(fn* [c x] (do (f 1) (if c (f x) (f x x))))", 1)};
  CHECK(contains(arms, "$2 $3 0 store+4 [invoke 1] } else {"));
  CHECK(contains(arms, "$2 $2 $3 0 store+4 [invoke 2] }"));
  // In the arm that does not use it.
  std::string const unused{code("(fn* [c x] (do (f 1) (if c (f x) (f 2))))", 1)};
  CHECK(contains(unused, "} else { $3 0 store+4 [#'user/f]"));
}

TEST_CASE_METHOD(fixture, "an alias takes over from what it names") {
  // x at +0, s at +4
  std::string const alias{code("(fn* [x] (do (f 1) (loop* [s x] (if s (do (f 2) (recur (f s))) 1))))", 1)};
  CHECK(alias.find("$1 $2 0 store+0 =$3 $2 $3 store+4 loop {") != std::string::npos);
}
