#!/usr/bin/env bats
#
# Patches that are linked into a program with --lib: their functions are bound when the image starts.
#
# bundle.bash, which setup loads, sets root.
# shellcheck disable=SC2154

setup() {
  load bundle
  enter_directory
}

@test "--lib with patches: the program declares what they bind and calls it, in both modes" {
  cat >app.jank <<'JANK'
(ns user)
(declare one four sum-of twice square)
(defn -main [& _]
  (println (sum-of 1 2 3) (one 7) (twice [1 2 3]) (square 5))
  (println (try (four 1 2 3) (catch :default e (ex-message e)))))
JANK
  cat >square.c <<'C'
#include <jank/patch.h>
static jank_value square(jank_value v) { return jank_box_integer(jank_unbox_integer(v) * jank_unbox_integer(v)); }
JANK_PATCH({"user/square", "1", JANK_FUNCTION(square)})
C
  local hot
  for hot in 0 1; do
    HOT_RELOAD=$hot build --lib "$root/patches/arities.cpp" --lib "$root/patches/collections.cpp" --lib square.c app.jank
    status_is 0
    run node out/app.js
    status_is 0
    says "6 7 (2 4 6) 25"
    says "wrong number of arguments (3) passed to user/four; it takes 4"
  done
}

@test "--lib with a patch that has no table" {
  printf '(println :never)\n' >app.jank
  printf '#include <jank/patch.h>\nJANK_BIND("user/f") jank_value f(jank_value v) { return v; }\n' >named.cpp
  build --lib named.cpp app.jank
  status_is 1
  says "JANK_BIND is for patches that are loaded; a linked file needs JANK_PATCH"
  wrote_nothing
}
