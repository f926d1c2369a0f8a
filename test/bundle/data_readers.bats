#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# data_readers files, and reading at run time in normal builds.

load bundle.bash

setup() {
  enter_directory
  mkdir modules more
}

write_readers() {
  printf '{my/point my.geometry/read-point ; a comment\n #?(:jank my/twice :clj my/no) my.geometry/twice}\n' >modules/data_readers.cljc
  printf '(ns my.geometry)\n(defn read-point [[x y]] {:x x :y y})\n(defn twice [x] (* 2 x))\n' >modules/my_geometry.jank
  mkdir -p modules/my
  mv modules/my_geometry.jank modules/my/geometry.jank
  printf '(ns app (:require my.geometry))\n(println #my/point [1 2] #my/twice 4 (read-string "#my/point [3 4]"))\n' >app.jank
}

expected='{:x 1, :y 2} 8 {:x 3, :y 4}'

@test "run, -e, batch and repl read them" {
  write_readers
  run "$jank" --module-path modules run app.jank
  [[ $output == "$expected" ]]
  run "$jank" --module-path modules -e "(require 'my.geometry) #my/twice 4 (keys *data-readers*)"
  [[ $output == *$'\n8\n(my/point my/twice)' ]] || [[ $output == $'8\n(my/point my/twice)' ]]
  run --separate-stderr "$jank" --module-path modules batch <<<app.jank
  [[ $stderr == *"$expected"* ]]
  cd modules
  run --separate-stderr "$jank" repl <<<"(require 'my.geometry) #my/twice 5"
  [[ $output == *10 ]]
}

@test "programs have them, in both builds, where they read at run time too" {
  write_readers
  local hot
  for hot in 1 0; do
    HOT_RELOAD=$hot build --module-path modules app.jank
    status_is 0
    run --separate-stderr node out/app.js
    [[ $output == "$expected" ]]
  done
}

@test "several files are joined, and may say the same" {
  write_readers
  printf '{my/point my.geometry/read-point, my/negative clojure.core/-}' >more/data_readers.jank
  run "$jank" --module-path modules:more -e '#my/negative 3'
  status_is 0
  [[ $output == -3 ]]
}

@test "two readers for one tag are an error that names both files" {
  write_readers
  printf '{my/negative clojure.core/-\n my/point clojure.core/vec}' >more/data_readers.clj
  run --separate-stderr "$jank" --module-path modules:more -e 1
  status_is 1
  says "more/data_readers.clj:2:2: error: the tag my/point is read by clojure.core/vec here, and by my.geometry/read-point in modules/data_readers.cljc"
  build --module-path modules:more app.jank
  status_is 1
  says "more/data_readers.clj:2:2"
  wrote_nothing
}

@test "wrong files are errors with their position" {
  local -A wrong=(['[a b]']='1:1: error: this file holds no map, but [a b]' ['{a b}']='1:4: error: a reader is the name of a function'
    ['{:a b/c}']='1:1: error: a tag is a symbol, not :a' ['{a b/c']='1:1: error: map opened at 1:1 is never closed')
  local text
  for text in "${!wrong[@]}"; do
    printf '%s' "$text" >modules/data_readers.jank
    run --separate-stderr "$jank" --module-path modules -e 1
    status_is 1
    says "modules/data_readers.jank:${wrong[$text]}"
  done
  printf '' >modules/data_readers.jank
  run "$jank" --module-path modules -e 1
  status_is 0
}

@test "a reader whose namespace is not loaded is named" {
  write_readers
  run --separate-stderr "$jank" --module-path modules -e '#my/point [1 2]'
  status_is 1
  says "#my/point is read by my.geometry/read-point, which has no value yet"
}

@test "a normal build holds the reader when the program names a function that reads, and else says what is missing" {
  printf '(println (read-string "[1 #=(+ 1 1) `a]") (with-in-str "(a" (try (read) (catch :default e (:line (ex-data e))))))\n' >app.jank
  HOT_RELOAD=0 build app.jank
  status_is 0
  run node out/app.js
  [[ $output == "[1 2 (quote user/a)] 1" ]]
  printf '(println (try ((resolve (symbol "clojure.core" "read-string")) "1") (catch :default e (ex-message e))))\n' >app.jank
  HOT_RELOAD=0 build app.jank
  run node out/app.js
  [[ $output == "clojure.core/read-string needs the reader, which this program was linked without"* ]]
  printf '(println (try (eval 1) (catch :default e (ex-message e))) (read-string "#=(vector 1)"))\n' >app.jank
  HOT_RELOAD=0 build app.jank
  run node out/app.js
  [[ $output == "clojure.core/eval needs the compiler"*" [1]" ]]
}
