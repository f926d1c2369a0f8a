#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# What a normal image leaves out, and what it does not.

load bundle.bash

setup() { enter_directory; }

size_of() { wc -c <"out/$1.wasm"; }
# Texts that stand in the image tell what is in it.
holds() { grep -q -a -F -e "$2" "out/$1.wasm"; }
lacks() { ! holds "$@"; }

# runs_as TEXT: app.jank, built and run, prints TEXT
runs_as() {
  build "${@:2}" app.jank
  status_is 0
  run node out/app.js
  status_is 0
  if [[ $output != "$1" ]]; then
    printf 'expected: %s\nprinted: %s\n' "$1" "$output"
    return 1
  fi
}

@test "what the program does not reach of the library and of itself is left out" {
  cat >app.jank <<'JANK'
(ns app (:require [clojure.string :as str]))
(defn unused [x] (str "this text is left out" x))
(defn used [x] (str/upper-case x))
(defmacro twice [x] `(do ~x ~x "this text is the macro's"))
(defn -main [& _] (println (used "kept")))
JANK
  runs_as KEPT
  holds app "app/used"
  lacks app "this text is left out"
  lacks app "this text is the macro's"
  lacks app "clojure.core/partition-by"
  local reached
  reached=$(size_of app)
  runs_as KEPT --keep-all
  holds app "this text is left out"
  holds app "clojure.core/partition-by"
  ((reached * 2 < $(size_of app)))
}

@test "top-level forms of the program that do something are kept, and what they reach" {
  cat >app.jank <<'JANK'
(ns app)
(defn note [x] (println "noted" x) x)
(def noted (note 1))
(when true (note 2))
(defn -main [& _] nil)
JANK
  runs_as $'noted 1\nnoted 2'
}

@test "names that are looked up, when they are constants" {
  cat >app.jank <<'JANK'
(ns app)
(defn found [] "found by its name")
(defn -main [& _]
  (println ((resolve 'app/found)) ((requiring-resolve 'clojure.set/union) #{1} #{}) (boolean (resolve 'partition-all))))
JANK
  runs_as "found by its name #{1} true"
  says_not "everything is kept"
}

@test "a name that is no constant keeps everything, and the build says why" {
  cat >app.jank <<'JANK'
(ns app)
(defn found [] "found by its name")
(defn -main [& args]
  (println ((resolve (symbol "app" (or (first args) "found"))))))
JANK
  build app.jank
  says "everything is kept: clojure.core/resolve may look up any name in the form at app.jank:3"
  run node out/app.js
  [[ $output == "found by its name" ]]
}

@test "--keep NAME, and a name that is none" {
  cat >app.jank <<'JANK'
(ns app)
(defn found [] "found")
(defn other [] "not found")
(defn -main [& _] (println (keys (ns-publics 'user))))
JANK
  runs_as nil --keep app/found
  holds app "app/found"
  lacks app "app/other"
  build --keep app/nothing app.jank
  status_is 1
  says "there is no var app/nothing to keep"
  build --keep
  status_is 2
}

@test "records, protocols of the library, print methods" {
  cat >app.jank <<'JANK'
(ns app)
(defrecord Point [x y])
(deftype Bag [items]
  jank.protocols/ICounted (-count [_] (count items))
  Object (toString [_] (str "a bag of " (count items))))
(defmethod print-method Bag [b w] (print "#bag" (count b)))
(defn -main [& _]
  (let [p (->Point 1 2)]
    (println p (:x p) (count (Bag. [1 2 3])) (str (Bag. [1])) (= p (assoc p :x 1))))
  (prn (Bag. [1 2])))
JANK
  runs_as $'#app.Point{:x 1, :y 2} 1 3 a bag of 1 true\n#bag 2'
}

@test "documentation: the program's own, and of what it has as a var" {
  cat >app.jank <<'JANK'
(ns app)
(defn own "words of its own" [] 1)
(defn -main [& _]
  (println (:doc (meta #'own)) (boolean (:doc (meta #'map))) (:arglists (meta #'nth))))
JANK
  runs_as "words of its own true ([coll index] [coll index not-found])"
}

@test "clojure.test finds the tests" {
  cat >app.jank <<'JANK'
(ns app (:require [clojure.test :as test :refer [deftest is]]))
(deftest one (is (= 1 1)))
(defn -main [& _] (println (select-keys (test/run-tests 'app) [:pass :fail])))
JANK
  build app.jank
  status_is 0
  run node out/app.js
  says "{:pass 1, :fail 0}"
}
