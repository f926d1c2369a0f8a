#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# bin/jank batch.

load bundle.bash

setup() {
  enter_directory
}

# batch NAME...: what batch answers for the files, a line each
batch() {
  run --separate-stderr "$jank" "${options[@]}" batch < <(printf '%s\n' "$@")
}

write() { printf '%s\n' "$2" >"$1.jank"; }

@test "one answer a file, in order" {
  options=()
  write value '(def x 1) [x "a\nb" :k \c nil 1.5]'
  write empty '; nothing'
  write thrown '(throw {:a 1})'
  write info '(throw (ex-info "why" {:a 1}))'
  write reader '(+ 1'
  write compiler '(let [a] 1)'
  write unresolved $'\n (no-such-name)'
  write runtime '(nth [1] 5)'
  write unsupported '(.length "a")'
  batch value.jank empty.jank thrown.jank info.jank reader.jank compiler.jank unresolved.jank runtime.jank unsupported.jank none.jank
  status_is 0
  [[ ${lines[0]} == $'value.jank\tvalue [1 "a\\nb" :k \\c nil 1.5]' ]]
  [[ ${lines[1]} == $'empty.jank\tvalue nil' ]]
  [[ ${lines[2]} == $'thrown.jank\tthrow {:a 1}' ]]
  [[ ${lines[3]} == $'info.jank\tthrow '*why* ]]
  [[ ${lines[4]} == $'reader.jank\terror reader : reader.jank:1:'* ]]
  [[ ${lines[5]} == $'compiler.jank\terror compiler : compiler.jank:1:6: '* ]]
  [[ ${lines[6]} == $'unresolved.jank\terror compiler : unresolved.jank:2:3: '*no-such-name* ]]
  [[ ${lines[7]} == $'runtime.jank\terror runtime '*": index-out-of-bounds: "* ]]
  [[ ${lines[8]} == $'unsupported.jank\tunsupported "a", of type jank.runtime.string'* ]]
  [[ ${lines[9]} == $'none.jank\terror runtime nosource : '*none.jank* ]]
  [[ ${#lines[@]} == 10 ]]
}

@test "a namespace of the library is there for each file that requires it" {
  options=()
  write one "(require '[clojure.walk :as w]) (w/macroexpand-all '(when a b))"
  write two "(find-ns 'clojure.walk)"
  batch one.jank two.jank one.jank one.jank
  status_is 0
  [[ ${lines[0]} == $'one.jank\tvalue (if a (do b))' ]]
  [[ ${lines[1]} == $'two.jank\tvalue nil' ]]
  [[ ${lines[2]} == "${lines[0]}" && ${lines[3]} == "${lines[0]}" ]]
}

@test "what a file changed does not reach the next" {
  options=(--module-path modules)
  mkdir modules
  write modules/lib '(ns lib) (println "lib loads") (def v (atom 0))'
  write changes "(ns other (:require [lib :as l])) (swap! l/v inc)
    (in-ns 'user) (def x 1) (alias 'core 'clojure.core) (defn map [& _] :mine) (def ^:dynamic *d* 1)
    (alter-var-root #'clojure.core/inc (constantly dec))
    (add-watch #'clojure.core/dec :w (fn [& _] (println \"watched\")))
    (push-thread-bindings {#'*d* 2})
    [x (map 1) (clojure.core/inc 5) @lib/v]"
  write sees "[(ns-name *ns*) (resolve 'x) (map inc [1]) (find-ns 'other) (find-ns 'lib) (get (ns-aliases *ns*) 'core)
    (contains? (loaded-libs) 'lib)]"
  write again "(require 'lib) @@(resolve 'lib/v)"
  batch changes.jank sees.jank again.jank changes.jank sees.jank
  status_is 0
  [[ ${lines[0]} == $'changes.jank\tvalue [1 :mine 4 1]' || ${lines[0]} == $'changes.jank\tvalue [1 :mine 6 1]' ]]
  [[ ${lines[1]} == $'sees.jank\tvalue [user nil (2) nil nil nil false]' ]]
  [[ ${lines[2]} == $'again.jank\tvalue 0' ]]
  [[ ${lines[3]} == "${lines[0]}" ]]
  [[ ${lines[4]} == "${lines[1]}" ]]
  # the program's own output is elsewhere
  [[ $stderr == *"lib loads"* ]]
}

@test "an exhausted stack ends the file, not the process" {
  options=()
  write deep '(defn f [n] (inc (f (inc n)))) (f 0)'
  write lazy '(defn f [n] (lazy-seq (cons n (f (inc n))))) (defn g [n] (if (zero? n) 0 (inc (g (dec n))))) (map g [10000000])'
  write captured '(defn f [n] (inc (f (inc n)))) (with-out-str (f 0))'
  write after '(println "after") (with-out-str (print 1))'
  batch deep.jank after.jank lazy.jank after.jank captured.jank after.jank
  status_is 0
  [[ ${lines[0]} == $'deep.jank\terror runtime '* ]]
  [[ ${lines[2]} == $'lazy.jank\terror runtime '* ]]
  [[ ${lines[4]} == $'captured.jank\terror runtime '* ]]
  for i in 1 3 5; do [[ ${lines[i]} == $'after.jank\tvalue "1"' ]]; done
}

@test "each line is answered before the next is written" {
  write one '1'
  coproc "$jank" batch
  exec {to}>&"${COPROC[1]}" {from}<&"${COPROC[0]}"
  for _ in 1 2 3; do
    printf 'one.jank\n' >&"$to"
    IFS= read -r -t 20 answer <&"$from"
    [[ $answer == $'one.jank\tvalue 1' ]]
  done
  kill "$COPROC_PID"
}

# kilobytes that the process PID holds
resident() { sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$1/status"; }

@test "thousands of files in one process, without growth" {
  write a '(ns some.space) (defn f [x] (map inc x)) (defmacro m [x] `(f ~x)) (defn g [] (m [1 2])) (ns user) (some.space/g)'
  coproc "$jank" batch
  local process=$COPROC_PID answer i before
  exec {to}>&"${COPROC[1]}" {from}<&"${COPROC[0]}"
  for ((i = 0; i < 5000; ++i)); do
    printf 'a.jank\n' >&"$to"
    IFS= read -r -t 20 answer <&"$from"
    [[ $answer == $'a.jank\tvalue (2 3)' ]]
    if ((i == 2000)); then before=$(resident "$process"); fi
  done
  # The engine takes some tens of MB before it gives back what the first modules left.
  (($(resident "$process") < before + 60000))
  kill "$process"
}

@test "batch takes no arguments" {
  run "$jank" batch a.jank
  status_is 2
  says "reads paths from standard input"
}
