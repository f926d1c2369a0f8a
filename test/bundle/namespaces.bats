#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# Programs of several files, and the library's namespaces, in both builds.

load bundle.bash

setup() {
  enter_directory
}

write() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1"
}

several_files() {
  write app.jank '(ns app (:require [lib.first :as one] [lib.second-part :refer [twice]]))
    (println "app")
    (defn -main [& args] (println (one/f 1) (twice 4) (vec args) *command-line-args*))'
  write lib/first.jank '(ns lib.first (:require [lib.second-part :as s])) (println "first") (defn f [x] (s/twice (s/g x)))'
  write lib/second_part.cljc '(ns lib.second-part) (println "second") (defn g [x] (inc x)) (defmacro twice [x] `(* 2 ~x))'
}

both_builds() {
  local hot
  for hot in 1 0; do
    HOT_RELOAD=$hot build "$@"
    status_is 0
    run --separate-stderr node out/app.js a -- b
    "$check"
  done
}

@test "files run in the order of loading, once" {
  several_files
  check_order() {
    status_is 0
    [[ $output == $'second\nfirst\napp\n4 8 [a -- b] (a -- b)' ]]
  }
  check=check_order both_builds --module-path . app.jank
}

@test "a file that is changed, and one that is deleted, are noticed" {
  several_files
  HOT_RELOAD=1 build app.jank
  status_is 0
  sleep 1
  write lib/second_part.cljc '(ns lib.second-part) (println "changed") (defn g [x] (inc x)) (defmacro twice [x] `(* 2 ~x))'
  HOT_RELOAD=1 build app.jank
  run node out/app.js
  [[ ${lines[0]} == changed ]]
  rm lib/second_part.cljc
  HOT_RELOAD=1 build app.jank
  status_is 1
  says "there is no namespace lib.second-part"
}

@test "a file that throws while it is loaded stops the build" {
  write app.jank '(ns app (:require lib.throws))'
  write lib/throws.jank '(ns lib.throws) (throw (ex-info "on purpose" {}))'
  build app.jank
  status_is 1
  says "on purpose"
  wrote_nothing
}

@test "a cycle stops the build, and is shown" {
  write app.jank '(ns app (:require lib.a))'
  write lib/a.jank '(ns lib.a (:require lib.b))'
  write lib/b.jank '(ns lib.b (:require lib.a))'
  build app.jank
  status_is 1
  says "namespaces require each other in a cycle: lib.a -> lib.b -> lib.a"
}

@test "require inside a function: what is in the program is found, what is not is an error" {
  write app.jank "(ns app) (defn -main [] (require 'lib.a) (println @(resolve 'lib.a/x)) (require 'lib.b)) (when false (require 'lib.a))
    (defmacro at-compile-time [] (require 'lib.a) nil) (at-compile-time)"
  write lib/a.jank '(ns lib.a) (println "a runs") (def x 1)'
  write lib/b.jank '(ns lib.b)'
  build app.jank
  status_is 0
  run --separate-stderr node out/app.js
  status_is 1
  [[ $output == $'a runs\n1' ]]
  says "there is no namespace lib.b: it is not part of this program"
}

@test "definitions inside other forms are not called directly" {
  write app.jank "(ns app (:require [lib.a :as a])) (println (a/f 1) (a/g 2))"
  write lib/a.jank '(ns lib.a) (when (= 1 1) (defn f [x] [:f x])) (let [y 5] (defn g [x] [x y]))'
  check_calls() {
    status_is 0
    [[ $output == '[:f 1] [2 5]' ]]
  }
  check=check_calls both_builds app.jank
}

@test "the library is found without a module path, and runs when it is required" {
  [[ -f $root/runtime/clojure/set.jank ]] || skip "this tree has no clojure.set"
  run --separate-stderr "$jank" -e "(prn (find-ns 'clojure.set)) (require '[clojure.set :as s]) (= #{1 2} (s/union #{1} #{2}))"
  status_is 0
  [[ $output == $'nil\ntrue' ]]
}

@test "programs link what they require of the library" {
  [[ -f $root/runtime/clojure/set.jank ]] || skip "this tree has no clojure.set"
  write app.jank "(ns app (:require [clojure.set :as s])) (println (s/union #{1} #{1}))"
  check_set() {
    status_is 0
    [[ $output == '#{1}' ]]
  }
  check=check_set both_builds app.jank
}

@test "a file does not take the place of a library namespace by chance" {
  [[ -f $root/runtime/clojure/set.jank ]] || skip "this tree has no clojure.set"
  write clojure/set.jank '(ns clojure.set) (defn union [& _] :mine)'
  run --separate-stderr "$jank" --module-path . -e "(require 'clojure.set) [(clojure.set/union #{1} #{1})
    (do (require 'clojure.set :reload) (clojure.set/union 1))]"
  status_is 0
  [[ $output == '[#{1} :mine]' ]]
  says "clojure.set is part of the image, so ./clojure/set.jank is not loaded"
}
