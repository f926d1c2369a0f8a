# The runtime's archives, by CMake and ninja.
#
#   build_runtime MODE     -> BUILD_DIR/MODE/libjank_{runtime,reader,regex,host}.a and, hot, libjank_compiler.a
#   archives_of MODE       prints the archives in link order
#
# Reads: root, build_dir, cmake_arguments, skip_build. CMake runs again only when its arguments changed (or, by ninja, when its
# own files did).

archives_of() {
  printf '%s\n' "$build_dir/$1/libjank_host.a"
  if [[ $1 == hot ]]; then printf '%s\n' "$build_dir/$1/libjank_compiler.a"; fi
  printf '%s\n' "$build_dir/$1/libjank_reader.a" "$build_dir/$1/libjank_runtime.a" "$build_dir/$1/libjank_regex.a"
}

show_log() {
  # progress and command lines say nothing about the failure
  grep -v -E '^\[[0-9]+/[0-9]+\] |^ninja: |^-- |^FAILED: |^/[^ ]+ .* -c /' -- "$1" >&2 || true
}

configure_runtime() {
  local tree=$1
  shift
  local log=$work_dir/configure.log
  if [[ -f $tree/build.ninja && "$(cat -- "$tree/configured" 2>/dev/null)" == "$*" ]]; then return; fi
  rm -f -- "$tree/configured"
  if ! run_step "configuring the ${tree##*/} runtime" "$log" cmake --fresh -S "$root" -B "$tree" -G Ninja "$@"; then
    cat -- "$log" >&2
    fail "cmake could not configure the runtime"
  fi
  printf '%s' "$*" >"$tree/configured"
}

build_runtime() {
  local tree=$build_dir/$1 log=$work_dir/ninja.log archive
  if [[ -n $skip_build ]]; then
    while IFS= read -r archive; do
      [[ -f $archive ]] || fail "--skip-build, but $archive was never built" "leave --skip-build out once"
    done < <(archives_of "$1")
    return
  fi
  local hot=OFF
  if [[ $1 == hot ]]; then hot=ON; fi
  local emscripten_root
  emscripten_root=$(emscripten_root)
  configure_runtime "$tree" -DCMAKE_TOOLCHAIN_FILE="$emscripten_root/cmake/Modules/Platform/Emscripten.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DJANK_HOT_RELOAD=$hot -DJANK_TESTS=ON ${cmake_arguments[@]+"${cmake_arguments[@]}"}
  if ! NINJA_STATUS='[%f/%t] ' run_step "compiling the $1 runtime" "$log" ninja -C "$tree" runtime; then
    show_log "$log"
    fail "the runtime does not compile"
  fi
}

# The folder of emcc.py, asked once per toolchain: emcc takes 0.2 s to answer.
emscripten_root() {
  local cache=$build_dir/.emscripten-root
  if [[ ! -f $cache || $cache -ot $emcc || "$(sed -n 1p "$cache")" != "$emcc" ]]; then
    printf '%s\n%s\n' "$emcc" "$(em-config EMSCRIPTEN_ROOT 2>/dev/null || emcc --cflags | sed -n 's|.*--sysroot=\([^ ]*\)/cache/sysroot.*|\1|p')" >"$cache"
  fi
  sed -n 2p "$cache"
}
