#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# What emscripten-bundle makes.

load bundle.bash

setup() {
  enter_directory
  cat >app.jank <<'JANK'
(ns app)
(defn greet [who] (str "hello, " who))
(defn -main [& args]
  (println (greet (or (first args) "world"))))
JANK
}

@test "a normal build: the page, the program, and nothing of dynamic linking" {
  build app.jank
  status_is 0
  says_not HOT-RELOAD
  [[ -s out/app.html && -s out/app.js && -s out/app.wasm ]]
  run node out/app.js
  [[ $output == "hello, world" ]]
  wasm-validate --enable-all out/app.wasm
  run wasm-objdump -x out/app.wasm
  says_not dylink.0
  says_not dlopen
  says_not jank_hot_reload
}

@test "a hot build says so, and what it costs" {
  HOT_RELOAD=1 build app.jank
  status_is 0
  says "[emscripten-bundle] HOT-RELOAD MODE: Enabling dynamic linking (-sMAIN_MODULE=2)"
  says "hot reloading costs"
  run node out/app.js
  [[ $output == "hello, world" ]]
}

@test "a hot image exports what patches need" {
  HOT_RELOAD=1 build app.jank
  local name
  for name in jank_hot_reload_load_patch jank_box_integer malloc __cxa_throw _ZTISt13runtime_error; do
    exports_of out/app.wasm | grep -q -x "$name"
  done
}

@test "EXPORT_ALL=1 exports more" {
  HOT_RELOAD=1 build app.jank
  local listed all
  listed=$(exports_of out/app.wasm | wc -l)
  EXPORT_ALL=1 HOT_RELOAD=1 build app.jank
  status_is 0
  all=$(exports_of out/app.wasm | wc -l)
  ((all > 2 * listed))
  run node out/app.js
  [[ $output == "hello, world" ]]
}

@test "sizes are those of the files" {
  build app.jank
  local bytes
  bytes=$(wc -c <out/app.wasm)
  if ((bytes >= 1000000)); then says "app.wasm: $((bytes / 1000000))."; else says "app.wasm: $((bytes / 1000))."; fi
  says "compressed by gzip"
}

@test "without a source: the runtime alone" {
  HOT_RELOAD=1 build
  status_is 0
  run node out/jank.js -e '(+ 1 2)'
  [[ $output == 3 ]]
}

@test "-main gets the arguments, and the program runs from any directory" {
  build app.jank
  cd /
  run node "$directory/out/app.js" you
  [[ $output == "hello, you" ]]
}

@test "--run: what the program prints is all of standard output" {
  build --run app.jank
  status_is 0
  [[ $output == "hello, world" ]]
}

@test "--node-args reach node" {
  build --run --node-args "--title=bundle --max-old-space-size=100 --no-such-flag-of-node" app.jank
  [[ $stderr == *no-such-flag-of-node* ]]
}

@test "the status of the program is that of --run" {
  printf '(ns app)\n(defn -main [] (throw (ex-info "it broke" {})))\n' >app.jank
  build --run app.jank
  status_is 1
  says "it broke"
}

@test "--output-name, and spaces in every path" {
  mkdir "my sources"
  mv app.jank "my sources/my app.jank"
  build --output-dir "my output" "my sources/my app.jank"
  status_is 0
  run node "my output/my app.js"
  [[ $output == "hello, world" ]]
  run --separate-stderr "$bundle" --build-dir "$BUNDLE_BUILD_DIR" --output-dir "my output" --output-name "other name" "my sources/my app.jank"
  status_is 0
  run node "my output/other name.js"
  [[ $output == "hello, world" ]]
  grep -q 'src="other name.js"' "my output/other name.html"
}

@test "--module-path: namespaces in other folders" {
  mkdir modules
  printf '(ns words)\n(def word "from a module")\n' >modules/words.jank
  printf '(ns app (:require [words :as w]))\n(defn -main [] (println w/word))\n' >app.jank
  build --module-path modules app.jank
  status_is 0
  run node out/app.js
  [[ $output == "from a module" ]]
  # a change in a module is a change of the program
  sleep 1
  printf '(ns words)\n(def word "changed")\n' >modules/words.jank
  build --module-path modules app.jank
  run node out/app.js
  [[ $output == changed ]]
}

@test "--lib with C and C++ sources, in both modes" {
  printf '#include <stdio.h>\n#include "number.h"\n__attribute__((constructor)) static void f(void) { printf("C %%d\\n", NUMBER); fflush(stdout); }\n' >one.c
  printf '#include <cstdio>\n#include <string>\nstatic bool const done{std::printf("%%s\\n", std::string{"C++"}.c_str()) > 0 && std::fflush(stdout) == 0};\n' >two.cpp
  mkdir headers
  printf '#define NUMBER 42\n' >headers/number.h
  local hot
  for hot in 0 1; do
    HOT_RELOAD=$hot build -I headers --lib one.c --lib two.cpp app.jank
    status_is 0
    run node out/app.js
    says "C 42"
    says "C++"
    says "hello, world"
  done
}

@test "--lib: an object is made again when a header changed" {
  printf '#include <stdio.h>\n#include "number.h"\n__attribute__((constructor)) static void f(void) { printf("C %%d\\n", NUMBER); fflush(stdout); }\n' >one.c
  printf '#define NUMBER 1\n' >number.h
  build --lib one.c app.jank
  sleep 1
  printf '#define NUMBER 2\n' >number.h
  build --lib one.c app.jank
  says "compiling one.c"
  run node out/app.js
  says "C 2"
}

@test "--lib: a source that does not compile" {
  printf 'int f(void) { return nonsense; }\n' >one.c
  build --lib one.c app.jank
  status_is 1
  says "nonsense"
  says "--lib 'one.c' does not compile"
  wrote_nothing
}

@test "--em-flag reaches emcc" {
  build --em-flag -sMISSING_SETTING=1 app.jank
  status_is 1
  says MISSING_SETTING
  wrote_nothing
}

@test "--patch makes a side module" {
  printf '(ns app)\n(defn greet [who] (str "good evening, " who))\n' >patch.jank
  run --separate-stderr "$bundle" --build-dir "$BUNDLE_BUILD_DIR" --patch patch.jank -o "out/the patch.wasm"
  status_is 0
  wasm-validate --enable-all "out/the patch.wasm"
  run wasm-objdump -h "out/the patch.wasm"
  [[ $output =~ Sections:[[:space:]]+Custom\ [^$'\n']*\"dylink.0\" ]]
}

@test "a second build of the same thing does nothing" {
  build app.jank
  build app.jank
  status_is 0
  says_not compiling
  says_not linking
}

@test "changing only the app compiles only the app, and links it without emcc" {
  local hot attempt
  for hot in 0 1; do
    HOT_RELOAD=$hot build app.jank
    for attempt in 1 2; do
      sed -i "s/hello[^,]*,/hello $hot$attempt,/" app.jank
      HOT_RELOAD=$hot "$bundle" -v --build-dir "$BUNDLE_BUILD_DIR" --output-dir out app.jank >log 2>&1
      grep -q "compiling app.jank" log
      grep -q "linking app" log
      run ! grep -E "compiling (the|core)|emcc has to link" log
      run node out/app.js
      [[ $output == "hello $hot$attempt, world" ]]
    done
  done
}

@test "--skip-build links with what is there" {
  build --skip-build app.jank
  status_is 0
  run node out/app.js
  [[ $output == "hello, world" ]]
}

@test "elsewhere than on a terminal a step is one line" {
  HOT_RELOAD=1 build --output-name fresh app.jank
  [[ $output != *$'\r'* && $output != *$'\e'* ]]
}
