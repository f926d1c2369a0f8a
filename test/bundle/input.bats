#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# Wrong input: a clear message, status 1, and nothing half-written.

load bundle.bash

setup() {
  enter_directory
  printf '(ns app)\n(defn -main [& args] (println "hello"))\n' >app.jank
}

@test "a source that does not exist" {
  build nowhere.jank
  status_is 1
  says "the source 'nowhere.jank' does not exist"
  wrote_nothing
}

@test "a source that is a directory" {
  mkdir folder.jank
  build folder.jank
  status_is 1
  says "the source 'folder.jank' is a directory"
}

@test "a source that is no jank file, by its name" {
  cp app.jank app.txt
  build app.txt
  status_is 1
  says "'app.txt' is not a jank file"
}

@test "a source that is no jank file, by its content" {
  printf '\0asm\1\0\0\0' >binary.jank
  build binary.jank
  status_is 1
  says "'binary.jank' is not a jank file: it holds binary data"
}

@test "--lib with a file that does not exist" {
  build --lib missing.a app.jank
  status_is 1
  says "--lib 'missing.a' does not exist"
}

@test "--lib with a file of another kind" {
  : >lib.txt
  build --lib lib.txt app.jank
  status_is 1
  says "--lib 'lib.txt' is none of .a, .o, .bc, .c, .cpp"
}

@test "--module-path with a folder that does not exist" {
  build --module-path missing app.jank
  status_is 1
  says "--module-path 'missing' is not a directory"
}

@test "an output directory that is a file" {
  : >out
  build app.jank
  status_is 1
  says "the output directory 'out' is not a directory"
}

# Permissions do not stop root, but /proc takes no files from anyone.
@test "an output directory that cannot be written to" {
  run --separate-stderr "$bundle" --build-dir "$BUNDLE_BUILD_DIR" --output-dir /proc app.jank
  status_is 1
  says "the output directory '/proc' cannot be written to"
}

@test "a build directory that is a file" {
  : >file
  run --separate-stderr "$bundle" --build-dir file app.jank
  status_is 1
  says "the build directory 'file' is not a directory"
}

@test "--skip-build when nothing was built" {
  run --separate-stderr "$bundle" --build-dir fresh --skip-build app.jank
  status_is 1
  says "--skip-build, but"
  says "was never built"
  [[ ! -e fresh/app.js ]]
}

@test "a tool that is missing and cannot be installed" {
  mkdir -p tree/bin
  cp "$bundle" tree/bin
  ln -s "$root/libexec" tree/libexec
  printf '#!/bin/sh\necho "setup: no network" >&2\nexit 1\n' >tree/bin/setup
  chmod +x tree/bin/setup
  run --separate-stderr env -u JANK_IMMER_INCLUDE tree/bin/emscripten-bundle --build-dir build app.jank
  status_is 1
  says "missing: "
  says "JANK_IMMER_INCLUDE"
  says "setup: no network"
  says "bin/setup did not succeed"
}

@test "a syntax error: file, line, column, the line, a caret" {
  printf '(ns app)\n\n(defn f [x\n  (inc x))\n' >app.jank
  build app.jank
  status_is 1
  [[ $stderr =~ app\.jank:[0-9]+:[0-9]+:\ error: ]]
  [[ $stderr == *"^"* ]]
  wrote_nothing
}

@test "a name that is not defined" {
  printf '(ns app)\n(defn f [x] (no-such-function x))\n' >app.jank
  build app.jank
  status_is 1
  says "app.jank:2:"
  says "no-such-function"
  wrote_nothing
}

@test "an app that throws while it is compiled" {
  printf '(ns app)\n(throw (ex-info "the reason" {}))\n' >app.jank
  build app.jank
  status_is 1
  says "the reason"
  wrote_nothing
}

@test "a failed build leaves the result of the last good one" {
  build app.jank
  status_is 0
  cp out/app.wasm before.wasm
  printf '(ns app)\n(throw (ex-info "the reason" {}))\n' >app.jank
  build app.jank
  status_is 1
  cmp out/app.wasm before.wasm
  run node out/app.js
  says hello
}

@test "an interrupted build leaves nothing and ends what it started" {
  # a name that no other process has on its command line
  local app=endless-$$.jank pid waited=0
  printf '(ns endless)\n(loop [n 0] (recur (unchecked-inc n)))\n' >"$app"
  "$bundle" --build-dir "$BUNDLE_BUILD_DIR" --output-dir out "$app" >log 2>&1 3>&- &
  pid=$!
  until pgrep -f "node .* compile .*$app" >/dev/null; do
    sleep 0.1
    ((++waited < 600))
  done
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  ((status == 143))
  wrote_nothing
  grep -q 'interrupted; nothing was changed' log
  run pgrep -f "node .* compile .*$app"
  [[ -z $output ]]
  [[ -z $(find "$BUNDLE_BUILD_DIR" -maxdepth 1 -name '.work.*') ]]
}
