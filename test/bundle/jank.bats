#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# bin/jank.

load bundle.bash

setup() {
  enter_directory
}

@test "--help" {
  run "$jank" --help
  status_is 0
  says "jank run FILE.jank"
}

@test "no command, and an unknown one" {
  run "$jank"
  status_is 2
  run "$jank" fly
  status_is 2
  says "unknown command 'fly'"
}

@test "run wants a file that exists" {
  run "$jank" run
  status_is 2
  run "$jank" run missing.jank
  status_is 1
  says "no such file: 'missing.jank'"
}

@test "-e prints the value" {
  run "$jank" -e '(map inc [1 2 3])'
  status_is 0
  [[ $output == "(2 3 4)" ]]
}

@test "-e tells an error with its position" {
  run --separate-stderr "$jank" -e '(+ 1 (undefined-name))'
  status_is 1
  [[ $stderr =~ :1:[0-9]+ ]]
  says undefined-name
}

@test "run loads the file and calls -main with the arguments" {
  printf '(ns my.app)\n(defn -main [& args] (println "got" (count args) (first args)))\n' >"my app.jank"
  run "$jank" run "my app.jank" one two
  status_is 0
  [[ $output == "got 2 one" ]]
}

@test "--module-path" {
  mkdir modules
  printf '(ns words)\n(def word "module")\n' >modules/words.jank
  printf '(ns app (:require [words :as w]))\n(println w/word)\n' >app.jank
  run "$jank" --module-path modules run app.jank
  [[ $output == module ]]
}

@test "repl, from a pipe: values, forms over several lines, *1, errors" {
  run --separate-stderr "$jank" repl <<'INPUT'
(+ 1 2)
(str *1
     "!")
(undefined-name)
(inc 1) (inc 2)
INPUT
  status_is 0
  [[ $output == $'3\n"3!"\n2\n3' ]]
  says undefined-name
}

@test "repl: an input that ends inside a form" {
  run --separate-stderr "$jank" repl <<<'(+ 1'
  status_is 1
  says "the input ended inside a form"
}

@test "repl, on a terminal: prompts and history" {
  export JANK_HISTORY=$PWD/history
  run script -qec "'$jank' repl" /dev/null < <(
    sleep 1
    printf '(def x\n'
    sleep 0.5
    printf '  42)\n'
    sleep 0.5
    printf 'x\n'
    sleep 0.5
    printf '\004'
  )
  says "user=> "
  says "... "
  says "#'user/x"
  says "42"
  grep -q '(def x' history
}
