// Goldens of emitted code. They say what the code looks like where that matters: what costs nothing, and what is a root when.

#include "codegen/emitter.hpp"

#include "catch2.hpp"
#include "codegen/listing.hpp"

using namespace jank;

using fixture = test::emission;

namespace {

bool contains(std::string const &text, std::string_view part) { return text.find(part) != std::string::npos; }
std::size_t count_of(std::string const &text, std::string_view part) {
  std::size_t n{};
  for(std::size_t at{text.find(part)}; at != std::string::npos; at = text.find(part, at + 1)) { ++n; }
  return n;
}

} // namespace

TEST_CASE_METHOD(fixture, "a function that calls nothing has neither frame nor safepoint") {
  CHECK(code("(fn* [x] x)", 1) == "$1");
  CHECK(code("(fn* [] 42)", 1) == "85");
  CHECK(code("(fn* [x] (if x 1 2))", 1) == "$1 -3 i32.and if { 3 } else { 5 }");
  CHECK(code("(fn* [x y] (identical? x y))", 1) == "$1 $2 =$4 =$3 $3 $4 i32.eq 3 i32.shl 2 i32.add");
  CHECK(!contains(code("(fn* [x] (+ x 1))", 1), "[stack]"));
}

TEST_CASE_METHOD(fixture, "a call through a var reads the callable after the arguments were computed") {
  CHECK(code("(f 1)", 0) == "[#'user/f] load+8 tee$1 3 [invoke 1]");
  std::string const nested{code("(f (f 1) 2)", 0)};
  CHECK(nested == "[#'user/f] load+8 tee$1 3 [invoke 1] =$1 [#'user/f] load+8 tee$2 $1 5 [invoke 2]");
}

TEST_CASE_METHOD(fixture, "an operand that waits for a call lies in the frame, and does not when the call is taken") {
  CHECK(code("(f (f 1) (f 2))", 0) == "[stack] 16 i32.sub tee$2 [stack=] $2 0L store-2+0 $2 0L store-2+8 "
                                      "[#'user/f] load+8 tee$1 3 [invoke 1] =$1 $2 $1 store+0 "
                                      "[#'user/f] load+8 tee$3 5 [invoke 1] =$3 "
                                      "[#'user/f] load+8 tee$4 $1 $3 $2 0 store+0 [invoke 2] "
                                      "$2 16 i32.add [stack=]");
}

TEST_CASE_METHOD(fixture, "the entry safepoint saves what is live and not in the frame, and forgets it again") {
  CHECK(code("(fn* [x y] (f x))", 1) == "[stack] 16 i32.sub tee$4 [stack=] $4 0L store-2+0 $4 0L store-2+8 "
                                        "[safepoint-request] [call-budget] [entry $3] "
                                        "if { $4 $1 store+0 [call safepoint] $4 0 store+0 } "
                                        "[#'user/f] load+8 tee$3 $1 [invoke 1] "
                                        "$4 16 i32.add [stack=]");
}

TEST_CASE_METHOD(fixture, "the frame pointer is a local of its own") {
  // (+ a b) uses wasm locals before anything needs the frame; none of them may be the frame pointer.
  test::emission::define("a", {});
  test::emission::define("b", {});
  std::string const text{code("(let* [z (+ a b)] (f z) z)", 0)};
  REQUIRE(contains(text, "tee$5 [stack=]"));
  CHECK(count_of(text, "=$5") == 0);
  CHECK(count_of(text, "tee$5") == 1);
}

TEST_CASE_METHOD(fixture, "a loop over numbers needs no frame") {
  std::string const text{code("(fn* [^long n] (loop* [i 0] (if (< i n) (recur (inc i)) i)))", 1)};
  CHECK(contains(text, "loop {"));
  CHECK(contains(text, "[safepoint-request] load+0 [turn $"));
  CHECK(contains(text, "] if { [call safepoint] 65536 =$"));
  CHECK(text.starts_with("65536 =$"));
  CHECK(!contains(text, "[stack]"));
}

TEST_CASE_METHOD(fixture, "all loops of a function count down one local, which is set when the function begins") {
  std::string const text{code(
      "(fn* [^long n] (loop* [i 0] (if (< i n) (do (loop* [j 0] (if (< j 3) (recur (inc j)) j)) (recur (inc i))) i)))",
      1)};
  std::size_t const first{text.find("[turn ")};
  std::size_t const second{text.find("[turn ", first + 1)};
  REQUIRE(second != std::string::npos);
  CHECK(text.substr(first, 10) == text.substr(second, 10));
  CHECK(count_of(text, "65536 =$") == 3); // at the beginning, and after each poll
}

TEST_CASE_METHOD(fixture, "a back edge saves what the loop wants, not what died in its body") {
  std::string const text{code("(fn* [x] (loop* [i 0] (let* [a [x]] (if (< i 9) (recur (inc i)) x))))", 1)};
  // x is saved; a is not
  CHECK(contains(text, "[safepoint-request] load+0 [turn $"));
  CHECK(count_of(text, "[call safepoint]") == 1);
  std::size_t const at{text.find("[safepoint-request]")};
  CHECK(count_of(text.substr(at, text.find("[call safepoint]") - at), "store+") == 1);
}

TEST_CASE_METHOD(fixture, "a function calls itself by its own name directly, with itself as the callee") {
  CHECK(contains(code("(fn* g [x] (g (f x)))", 1), "$0 "));
  CHECK(contains(code("(fn* g [x] (g (f x)))", 1), "[call "));
  CHECK(!contains(code("(fn* g [x] (g x))", 1), "[invoke 1]"));
  // An arity it does not have, or only as a rest, is a call like any other.
  CHECK(contains(code("(fn* g [x] (g x x))", 1), "[invoke 2]"));
  CHECK(contains(code("(fn* g [& x] (g x x))", 1), "[invoke 2]"));
}

TEST_CASE_METHOD(fixture,
                 "the body of try catches what it throws, and restores the stack pointer, also without slots") {
  std::string const text{code("(fn* [] (try (f) (catch :default e e)))", 2)};
  CHECK(text.starts_with("[stack] =$2 "));
  CHECK(contains(text, "try { [#'user/f] load+8 "));
  CHECK(text.ends_with("[invoke 0] } catch { $2 [stack=] [call note_exception] }"));
}

TEST_CASE_METHOD(fixture, "a handler is an arm, taken when the body has no value") {
  std::string const text{code("(try (f) (catch :default e e))", 0)};
  CHECK(contains(text, "1 i32.or [call try] =$1 $1 18 i32.eq if { [call take_exception] 4 [call catch] =$1 "));
  CHECK(!contains(text, "try {"));
}

TEST_CASE_METHOD(fixture, "a body that cannot throw has no handler") {
  CHECK(!contains(code("(try 1 (catch :default e e))", 0), "[call "));
  CHECK(!contains(code("(fn* [x] (try 1 (finally (x))))", 1), "[call take_exception]"));
}

TEST_CASE_METHOD(fixture, "the body of try is a function that keeps nothing of what it captured") {
  CHECK(contains(code("(fn* [x] (try (f x) (catch :default e e)))", 2), "$0 load+8 =$1 $0 0 store+8 "));
  CHECK(!contains(code("(fn* [x] (fn* [] (f x)))", 2), "$0 0 store+8"));
}

TEST_CASE_METHOD(fixture, "a function with a large frame compares the stack pointer with its limit") {
  std::string items;
  for(int i{}; i < 40; ++i) { items += "x "; }
  CHECK(contains(code("(fn* [x] [(f 1) " + items + "])", 1), "i32.lt-u if { [call stack_exhausted] unreachable }"));
  CHECK(!contains(code("(fn* [x] [(f 1) x])", 1), "stack_exhausted"));
}

TEST_CASE_METHOD(fixture, "finally stands once, before the exception goes on") {
  std::string const text{code("(try (f 1) (finally (f 2)))", 0)};
  CHECK(count_of(text, "[invoke 1]") == 1);
  CHECK(text.find("[call take_exception]") < text.find("[invoke 1]"));
  CHECK(text.find("[invoke 1]") < text.find("[call resume_exception] unreachable }"));
}

TEST_CASE_METHOD(fixture, "more arguments than are passed one by one lie in a row of slots") {
  std::string const text{code("(f 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21)", 0)};
  CHECK(contains(text, "21 [call call_many]"));
  CHECK(contains(text, "[stack] 96 i32.sub")); // 22 slots
  CHECK(contains(text, "fill"));
}

TEST_CASE_METHOD(fixture, "longs and doubles stay unboxed inside a function") {
  std::string const longs{code("(fn* [^long a ^long b] (unchecked-add a b))", 1)};
  CHECK(count_of(longs, "1 i32.shr extend } else {") == 2);
  CHECK(count_of(longs, "[call to_long]") == 2);
  CHECK(contains(longs, "i64.add [call box_long]"));
  // A double is read in line, and the runtime converts what is none.
  std::string const doubles{code("(fn* [^double a] (* a 2))", 1)};
  CHECK(contains(doubles, "f64.load+"));
  CHECK(count_of(doubles, "[call to_double]") == 1);
  CHECK(contains(doubles, "f64.mul [call box_double]"));
  CHECK(!contains(code("(loop* [i 0] (if (< i 9) (recur (inc i)) nil))", 0), "box"));
}

TEST_CASE_METHOD(fixture, "a long against a value of unknown kind is boxed only where that is no fixnum") {
  for(std::string const form :
      {"(loop* [i 0] (if (< i n) (recur (inc i)) nil))", "(loop* [i 0] (if (= n i) nil (recur (inc i))))"}) {
    std::string const text{code("(fn* [n] " + form + ")", 1)};
    CHECK(count_of(text, "[call box_long]") == 1);
    std::size_t const slow{text.find("} else {")};
    CHECK(text.find("[call box_long]") > slow);
  }
  std::string const sum{code("(fn* [^long a b] (+ a b))", 1)};
  CHECK(contains(sum, "i64.lt_u"));
  CHECK(count_of(sum, "[call add]") == 1);
  // A constant beside the value stays tagged.
  CHECK(!contains(code("(fn* [n] (+ n 1))", 1), "box_long"));
}

TEST_CASE_METHOD(fixture,
                 "a local that arithmetic computes and arithmetic takes is boxed where it is wanted as a value") {
  std::string const never{code("(fn* [a b] (let* [x (* a b) y (- x a)] (< y x)))", 1)};
  CHECK(contains(never, "f64.mul"));
  CHECK(contains(never, "f64.lt"));
  // Only for the runtime, when another operand is no double.
  CHECK(count_of(never, "[call box_double]") == 3);
  std::string const wanted{code("(fn* [a b] (let* [x (* a b) y (- x a)] (f x) y))", 1)};
  CHECK(count_of(wanted, "[call box_double]") == 3);
  // What counts is no such local.
  CHECK(!contains(code("(fn* [n] (loop* [i n] (if (pos? i) (recur (dec i)) i)))", 1), "f64"));
}

TEST_CASE_METHOD(
    fixture, "nth of a small vector is a load, and what lives across the call for others is saved on the way to it") {
  std::string const text{code("(fn* [v x] (f (nth v 3) x))", 1)};
  std::size_t const slow{text.find("[call nth_of]")};
  REQUIRE(slow != std::string::npos);
  CHECK(text.find("[stack=]") < slow);
  CHECK(!contains(code("(fn* [v] (nth v 3))", 1), "[stack=]"));
  CHECK(contains(code("(fn* [v] (nth v 3 nil))", 1), "[call nth_or_nil]"));
  CHECK(!contains(code("(fn* [v] (nth v 32))", 1), "load8"));
  CHECK(!contains(code("(fn* [v] (nth v 3 4))", 1), "nth_o"));
}

TEST_CASE_METHOD(fixture, "operations on bits check what is not known to be a long") {
  CHECK(count_of(code("(fn* [a] (bit-and a 1))", 1), "[call to_bits]") == 1);
  CHECK(!contains(code("(fn* [^long a] (bit-and a 1))", 1), "to_bits"));
}

TEST_CASE_METHOD(fixture, "quotients of fixnums are computed in line") {
  CHECK(contains(code("(fn* [a b] (quot a b))", 1), "i32.div"));
  CHECK(contains(code("(fn* [a b] (rem a b))", 1), "i32.rem"));
  CHECK(count_of(code("(fn* [a b] (/ a b))", 1), "i32.div") == 0);
}

TEST_CASE_METHOD(fixture, "closures box what they capture and unbox it once") {
  std::string const outer{code("(let* [n (unchecked-add 1 2)] (fn* [] (unchecked-add n n)))", 0)};
  CHECK(contains(outer, "[call make_closure]"));
  CHECK(contains(outer, "[call box_long]"));
  CHECK(count_of(code("(let* [n (unchecked-add 1 2)] (fn* [] (unchecked-add n n)))", 1), "[call to_long]") == 1);
}

TEST_CASE_METHOD(fixture, "every call that may throw has its position") {
  auto const unit{generate("(f\n  (f 1)\n  (+ f 2))")};
  std::vector<std::string> marks;
  for(codegen::source_mark const &m : unit.functions.at(0).marks) {
    marks.push_back(std::to_string(m.where.line) + ":" + std::to_string(m.where.column));
  }
  CHECK(marks == std::vector<std::string>{"2:3", "3:3", "1:1"});
}
