# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# The private emscripten: Debian 13's packages of emscripten and binaryen, unpacked into the prefix and run from there.
#
# emscripten-unused.txt keeps out what no build here uses: of the prebuilt system libraries the threaded, ASan and LTO
# ones above all, 1.4 of 1.6 GB. The cache is not frozen, so emcc builds one of these when it is asked for after all.

unpacked_megabytes=190

install_emscripten() {
  progress_step 'emscripten 3.1.69 and binaryen 120' build_emscripten
}

build_emscripten() {
  local machine
  machine=$(dpkg --print-architecture)
  if [[ $machine != amd64 ]]; then
    echo "there is no pinned binaryen for $machine; put an emscripten of $least_emscripten or newer on PATH"
    return 1
  fi
  download_component emscripten

  local target=$prefix/emscripten unpacked package
  unpacked=$(unpacking_folder)
  for package in "${!downloaded[@]}"; do
    progress_while report_unpacking unpack "${downloaded[$package]}"
  done
  mkdir "$unpacked/bin"
  write_emscripten_config "$unpacked" "$target"
  write_binaryen_wrappers "$unpacked" "$target"
  write_emscripten_wrappers "$unpacked" "$target"
  ln -s /usr/bin/wasm-ld-19 "$unpacked/bin/wasm-ld"
  mkdir "$unpacked/usr/share/emscripten/node_modules"
  # emcc's JavaScript passes import acorn; a node that is not Debian's would not look in Debian's folders.
  ln -s ../../nodejs/acorn "$unpacked/usr/share/emscripten/node_modules/acorn"
  move_into_place "$unpacked" emscripten
  progress_report 'trying it'
  try_emscripten "$target"
  complete_component emscripten
}

unpack() {
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$unpacked" --wildcards --exclude-from="$setup_dir/emscripten-unused.txt"
}

report_unpacking() {
  local have
  have=$(du -sm "$unpacked" 2>/dev/null | cut -f 1)
  progress_report "$((have < unpacked_megabytes ? have * 100 / unpacked_megabytes : 100))% of $unpacked_megabytes MB  unpacking"
}

# The three writers take the folder to write in and the path it will have at the end.

write_emscripten_config() {
  cat >"$1/usr/share/emscripten/.emscripten" <<END
import shutil
EMSCRIPTEN_ROOT = '$2/usr/share/emscripten'
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = '$2'
NODE_JS = shutil.which('node') or '/usr/bin/node'
CACHE = '$2/usr/share/emscripten/cache'
END
}

# binaryen's programs want a newer C library than Debian 12's, so each is started by its own dynamic linker.
write_binaryen_wrappers() {
  local program name libraries=$2/usr/x86_64-linux-gnu/lib
  for program in "$1"/usr/bin/wasm*; do
    name=${program##*/}
    write_wrapper "$1/bin/$name" \
      "exec '$libraries/ld-linux-x86-64.so.2' --library-path '$libraries:$2/usr/lib/x86_64-linux-gnu' '$2/usr/bin/$name' \"\$@\""
  done
}

# Each emcc, em++, ... runs with the system's Python: a version manager's shim costs 30 ms a call. The configuration is
# named, as EM_CONFIG may be left over from another emscripten. The check that is skipped erases the cache when the
# environment names another LLVM.
#
# 64-bit integers pass between a side module and the image whole, which is emcc's default from version 4 on; before, it wants
# -sWASM_BIGINT. It stands first, so that the caller's own setting prevails.
write_emscripten_wrappers() {
  local script name whole_integers root=$2/usr/share/emscripten
  rm -f "$1"/usr/bin/em*
  for script in "$1"/usr/share/emscripten/em*.py; do
    name=${script##*/} name=${name%.py}
    whole_integers=''
    if [[ $name == emcc || $name == em++ ]]; then
      whole_integers=$'case " $* " in *" -c "*) ;; *SIDE_MODULE*) set -- -sWASM_BIGINT "$@" ;; esac\n'
    fi
    write_wrapper "$1/bin/$name" \
      "${whole_integers}EM_CONFIG='$root/.emscripten' EMCC_SKIP_SANITY_CHECK=1 exec /usr/bin/python3 -E '$root/$name.py' \"\$@\""
    # CMake's toolchain file calls the ones beside the Python programs.
    ln -sf "../../../bin/$name" "$1/usr/share/emscripten/$name"
  done
}

write_wrapper() {
  printf '#!/bin/sh\n%s\n' "$2" >"$1"
  chmod 755 "$1"
}

# Builds and runs a program that loads a side module which throws: compiler, linker, binaryen, acorn, node and the
# libraries must all work for that.
try_emscripten() {
  local scratch bin=$1/bin
  scratch=$(mktemp -d)
  "$bin/em++" -O2 -fwasm-exceptions -fPIC -sSIDE_MODULE=1 "$setup_dir/try/side.cpp" -o "$scratch/side.wasm"
  "$bin/em++" -O2 -fwasm-exceptions -fPIC -sMAIN_MODULE=2 -sALLOW_TABLE_GROWTH=1 -sNODERAWFS=1 \
    -sEXPORTED_FUNCTIONS=_main,___cpp_exception,___cxa_throw,___cxa_allocate_exception,__ZTIi \
    "$setup_dir/try/main.cpp" -o "$scratch/main.js"
  [[ $(cd "$scratch" && node main.js) == "caught 42" ]]
  rm -rf "$scratch"
}
