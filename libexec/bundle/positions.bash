# Positions in optimised images: which offset is what line of jank (positions.mjs).
#
#   use_position_tools            makes the programs of binaryen that emcc runs carry positions on, and says so in the environment
#   publish_image STAGED TARGET   moves STAGED.wasm and STAGED.js to TARGET.*, with TARGET.wasm.map when positions are wanted
#
# Reads: root, build_dir, emcc, line_table, source_map.
#
# emcc has no option for it, so it is given a folder in place of binaryen's in which these programs run through with-positions.

positions_wanted() {
  if [[ -z $line_table ]]; then
    printf ''
  elif [[ -n $source_map ]]; then
    printf 'url'
  else
    printf 'yes'
  fi
}

use_position_tools() {
  local real tools=$build_dir/.binaryen program
  if [[ ! -f $tools/made-of || $tools/made-of -ot $emcc || $(<"$tools/made-of") != "$emcc $root" ]]; then
    real=$(em-config BINARYEN_ROOT)
    rm -rf -- "$tools"
    mkdir -p "$tools/bin"
    for program in "$real"/bin/wasm*; do
      case ${program##*/} in
        wasm-opt | wasm-metadce | wasm-emscripten-finalize)
          printf '#!/bin/sh\nexec "%s/libexec/bundle/with-positions" "%s" "$@"\n' "$root" "$program" >"$tools/bin/${program##*/}"
          chmod +x "$tools/bin/${program##*/}"
          ;;
        *) ln -s "$program" "$tools/bin/${program##*/}" ;;
      esac
    done
    if [[ -d $real/lib ]]; then ln -s "$real/lib" "$tools/lib"; fi
    printf '%s' "$emcc $root" >"$tools/made-of"
  fi
  export EM_BINARYEN_ROOT=$tools
}

publish_image() {
  local staged=$1 target=$2
  publish "$staged.wasm" "$target.wasm"
  if [[ -f $staged.wasm.map ]]; then
    node "$root/libexec/bundle/positions.mjs" finish "$staged.wasm.map" "$staged.positions" ${source_map:+--contents}
    publish "$staged.positions" "$target.wasm.map"
  else
    rm -f -- "$target.wasm.map"
  fi
  publish "$staged.js" "$target.js"
}
