#include "reader/reading.hpp"

#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/object.hpp"

using namespace jank;
using namespace jank::reader::test;

TEST_CASE("collections") {
  check_examples(read_all, {
                               {"()", "()"},
                               {"(1 2 3)", "(1 2 3)"},
                               {"(a (b (c)) ())", "(a (b (c)) ())"},
                               {"[]", "[]"},
                               {"[1 [2 [3]]]", "[1 [2 [3]]]"},
                               {"{}", "{}"},
                               {"{:a 1, :b 2}", "{:a 1, :b 2}"},
                               {"{nil 1 [1] 2 (a) 3}", "{nil 1, [1] 2, (a) 3}"},
                               {"#{}", "#{}"},
                               {"#{1}", "#{1}"},
                               {"{1 2 1.0 3}", "{1 2, 1.0 3}"},
                           });
  CHECK(object::is(read_one("(1)"), object::kind::list));
  CHECK(object::is_vector(read_one("[1]")));
  CHECK(object::is_map(read_one("{1 2}")));
  CHECK(object::is_set(read_one("#{1}")));
  CHECK(object::set_count(read_one("#{1 :a \"s\" nil [1]}")) == 5);
}

TEST_CASE("a map keeps the order of its text up to eight entries") {
  CHECK(read_all("{:h 1 :g 2 :f 3 :e 4 :d 5 :c 6 :b 7 :a 8}") == "{:h 1, :g 2, :f 3, :e 4, :d 5, :c 6, :b 7, :a 8}");
  CHECK(object::map_count(read_one("{1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 10 10}")) == 10);
}

TEST_CASE("white space, commas and comments separate forms") {
  check_examples(read_all, {
                               {"", ""},
                               {" ,\t\r\n\f\v", ""},
                               {"; only a comment", ""},
                               {"#! /usr/bin/env jank\n1", "1"},
                               {"1 #! comment\n2", "1 2"},
                               {"(a ; one\n ;; two ) ]\n b)", "(a b)"},
                               {"[1,,2,]", "[1 2]"},
                               {"\xef\xbb\xbf(a)", "(a)"},
                               {"1\r\n2", "1 2"},
                           });
}

TEST_CASE("#_ drops the next form") {
  check_examples(read_all, {
                               {"[1 #_2 3]", "[1 3]"},
                               {"[1 #_(a b) 3]", "[1 3]"},
                               {"[#_ #_ 1 2 3]", "[3]"},
                               {"[#_#_#_ 1 2 3]", "[]"},
                               {"(a #_b)", "(a)"},
                               {"#_a b", "b"},
                               {"#_a", ""},
                               {"'#_a b", "(quote b)"},
                               {"{:a #_1 2}", "{:a 2}"},
                               {"[#_#?(:clj 1) 2 3]", "[3]"},
                               {"[#_^:m a b]", "[b]"},
                               {"[#_ ; not this\n a b]", "[b]"},
                           });
}

TEST_CASE("what is dropped needs no known alias, tag or number") {
  check_examples(read_all, {
                               {"#_::nowhere/k 1", "1"},
                               {"#_#inst \"2020\" 1", "1"},
                               {"#_#{1/2 3/4 5M #\"a\\\"b\"} 1", "1"},
                               {"#_{#js [] 1 #js [] 2} 1", "1"},
                               {"#_#::nowhere{:a 1} 1", "1"},
                               {"#_^5 x 1", "1"},
                           });
}

TEST_CASE("what is open and not closed is named with its place") {
  check_examples(error_of, {
                               {"(a", "1:1 list opened at 1:1 is never closed | add ) where it ends..."},
                               {"(defn f [x", "1:9 vector opened at 1:9 is never closed | add ] where it ends..."},
                               {"(a\n\n    {:b 1", "3:5 map opened at 3:5 is never closed | add } where it ends..."},
                               {"[#{1", "1:2 set opened at 1:2 is never closed | add } where it ends..."},
                               {"#(a", "1:2 list opened at 1:2 is never closed | add ) where it ends..."},
                               {"(a ; )", "1:1 list opened at 1:1 is never closed | add ) where it ends..."},
                           });
}

TEST_CASE("a closing delimiter must match") {
  check_examples(error_of,
                 {
                     {")", "1:1 unmatched ) | nothing that it could close is open"},
                     {"(a)\n ]", "2:2 unmatched ] | nothing that it could close is open"},
                     {"(let\n  [a 1)", "2:7 unmatched ) ; [ was opened at 2:3 | close the vector with ] first"},
                     {"{:a 1]", "1:6 unmatched ] ; { was opened at 1:1 | close the map with } first"},
                     {"#{1)", "1:4 unmatched ) ; { was opened at 1:1 | close the set with } first"},
                     {"(a}", "1:3 unmatched } ; ( was opened at 1:1 | close the list with ) first"},
                 });
}

TEST_CASE("duplicate keys and elements are named where they stand") {
  check_examples(error_of, {
                               {"{:a 1\n :b 2\n :a 3}", "3:2 duplicate key :a"},
                               {"{(f x) 1 (f x) 2}", "1:10 duplicate key (f x)"},
                               {"{1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 1 0}", "1:38 duplicate key 1"},
                               {"#{1 2\n  1}", "2:3 duplicate element 1"},
                               {"#{a a}", "1:5 duplicate element a"},
                               {"#{[1] (1)}", "1:7 duplicate element (1)"},
                           });
}

TEST_CASE("a map has an even number of forms") {
  check_examples(error_of,
                 {
                     {"{:a}", "1:1 map with an odd number of forms (1): the last one, :a, has no value"},
                     {"[{:a 1 :b}]", "1:2 map with an odd number of forms (3): the last one, :b, has no value"},
                     {"{:a #_1}", "1:1 map with an odd number of forms (1): the last one, :a, has no value"},
                 });
}

TEST_CASE("#:ns{} gives its keys a namespace") {
  check_examples(read_all, {
                               {"#:a{:b 1}", "{:a/b 1}"},
                               {"#:a {:b 1}", "{:a/b 1}"},
                               {"#:a.b{:c 1 :d/e 2 :_/f 3}", "{:a.b/c 1, :d/e 2, :f 3}"},
                               {"#:a{b 1 _/c 2 d/e 3}", "{a/b 1, c 2, d/e 3}"},
                               {"#:a{_/- 1 _// 2}", "{- 1, / 2}"},
                               {"#:a{\"s\" 1 2 3}", "{\"s\" 1, 2 3}"},
                               {"#:a{:b {:c 1}}", "{:a/b {:c 1}}"},
                               {"#::{:b 1}", "{:reader.test/b 1}"},
                               {"#::reader.test{:b 1}", "{:reader.test/b 1}"},
                               {"#:a{}", "{}"},
                           });
  check_examples(
      error_of,
      {
          {"#:a[1]", "1:4 #: wants a map behind its namespace"},
          {"#: {:a 1}", "1:1 `#:` names no namespace | write #:ns{...}, #::{...} or #::alias{...}"},
          {"#:a{_/b/c 1}", "1:5 the key _/b/c cannot be without a namespace"},
          {"#:a{:b 1 _/nil 1}", "1:10 the key _/nil cannot be without a namespace"},
          {"#:a{_/-1 1}", "1:5 the key _/-1 cannot be without a namespace"},
          {"#:a{_/'b 1}", "1:5 the key _/'b cannot be without a namespace"},
          {"#:1{:a 1}", "1:1 `#:1` names no namespace | write #:ns{...}, #::{...} or #::alias{...}"},
          {"#:a/b{:a 1}", "1:1 `#:a/b` names no namespace | write #:ns{...}, #::{...} or #::alias{...}"},
          {"#:a", "1:1 the text ends before the map of #:..."},
          {"#:", "1:1 the text ends before the map of #:..."},
          {"#:a{:b 1 :a/b 2}", "1:10 duplicate key :a/b"},
          {"#:a{:b", "1:1 map opened at 1:1 is never closed | add } where it ends..."},
          {"#::nowhere{:a 1}",
           "1:4 `nowhere` is no alias in namespace reader.test and no namespace | require the namespace first: "
           "(require '[... :as nowhere])"},
      });
}

TEST_CASE("forms nested very deep are refused, not a crash") {
  std::string const deep(100000, '[');
  CHECK(error_of(deep) == "1:501 forms are nested more than 500 deep");
  CHECK(error_of(std::string(100000, '\'')) == "1:501 forms are nested more than 500 deep");
  std::string discards;
  for(int i{}; i < 5000; ++i) { discards += "#_"; }
  CHECK(error_of(discards) == "1:1001 forms are nested more than 500 deep");
  std::string const fits{std::string(499, '(') + "a" + std::string(499, ')')};
  CHECK(read_all(fits) == fits);
}

TEST_CASE("a large collection is read") {
  std::string text{"["};
  for(int i{}; i < 100000; ++i) { text += "x "; }
  CHECK(object::vector_count(read_one(text + "]")) == 100000);
}
