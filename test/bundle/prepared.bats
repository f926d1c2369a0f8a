#!/usr/bin/env bats
#
# Hot images begin with their library loaded (libexec/bundle/snapshot.mjs).
#
# bundle.bash, which setup loads, sets root.
# shellcheck disable=SC2154

setup() {
  load bundle
  enter_directory
}

# How many pieces of data a wasm file holds: emcc makes one.
data_segments_of() { wasm-objdump -h "$1" | sed -n -E 's/^ *Data .*count: ([0-9]+)$/\1/p'; }

snapshot() {
  local image=$BUNDLE_BUILD_DIR/hot/bootstrap/jank-bootstrap
  run --separate-stderr node "$root/libexec/bundle/snapshot.mjs" "${2-$image.js}" "${3-$image.wasm}" "$1"
}

@test "hot images begin with clojure.core loaded, and are valid" {
  printf '(println (map inc [1 2 3]))\n' >app.jank
  HOT_RELOAD=1 build app.jank
  status_is 0
  (($(data_segments_of out/app.wasm) > 100))
  (($(data_segments_of "$BUNDLE_BUILD_DIR/hot/image/jank.wasm") > 100))
  wasm-validate --enable-all out/app.wasm
  run node out/app.js
  status_is 0
  says "(2 3 4)"
}

@test "what a program does when it starts is done at every start" {
  printf '(println "once" (rand-int 1000000000))\n(defn -main [& _] (println "main"))\n' >app.jank
  HOT_RELOAD=1 build app.jank
  status_is 0
  local first second
  first=$(node out/app.js)
  second=$(node out/app.js)
  [[ $first == once* && $first == *main && $second == once* ]]
  [[ $first != "$second" ]]
}

@test "a program linked with C++ of its own runs its static constructors when it starts" {
  cat >noted.cpp <<'CPP'
#include <jank/patch.h>
#include <cstdio>
static int const noted{std::puts("constructed")};
static jank_value get(jank_value) { return jank_box_integer(noted >= 0); }
JANK_PATCH({"user/get", "1", JANK_FUNCTION(get)})
CPP
  printf '(ns user)\n(declare get)\n(defn -main [& _] (println (get nil)))\n' >app.jank
  HOT_RELOAD=1 build --lib noted.cpp app.jank
  status_is 0
  says_not "constructed"
  run node out/app.js
  status_is 0
  says "constructed"
}

@test "the same image gives the same bytes" {
  snapshot one.wasm
  status_is 0
  snapshot two.wasm
  cmp one.wasm two.wasm
}

@test "an image that cannot be prepared is refused, with the reason, and nothing is written" {
  printf '(println 1)\n' >app.jank
  build app.jank
  status_is 0
  snapshot never.wasm out/app.js out/app.wasm
  status_is 3
  says "_jank_image_prepare"
  [[ ! -e never.wasm ]]
}
