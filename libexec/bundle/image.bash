# The hot image that is the compiler.
#
#   build_compiler     -> BUILD_DIR/hot/image/jank.{js,wasm}, and the core library in both flavours:
#                         BUILD_DIR/hot/core.o, BUILD_DIR/hot/core-direct.o
#   compile_jank IMAGE OBJECT DIRECT_OBJECT TITLE MODULE_PATH SOURCE...
#                      the SOURCEs, in that order, to two relocatable objects: calls through vars (hot), direct calls (normal);
#                      MODULE_PATH is colon-separated, and may be empty
#
# An image without the core library compiles the files that runtime/clojure/core.files lists; its objects are linked into the image
# that compiles programs.

compiler_image() { printf '%s' "$build_dir/hot/image/jank.js"; }

# What is printed while a program is compiled is its own output or a complete error message: it passes unchanged.
compile_jank() {
  local image=$1 object=$2 direct_object=$3 title=$4 path=$5
  shift 5
  local log=$work_dir/compile.log staged=$work_dir/object
  mkdir -p "$staged"
  if ! run_step "compiling $title" "$log" node "$image" ${path:+--module-path "$path"} compile \
    --object "$staged/indirect.o" --direct-object "$staged/direct.o" "$@"; then
    cat -- "$log" >&2
    exit 1
  fi
  cat -- "$log" >&"$message_stream"
  publish "$staged/indirect.o" "$object"
  publish "$staged/direct.o" "$direct_object"
}

core_sources() { sed -e '/^#/d' -e '/^$/d' -e "s|^|$root/runtime/clojure/|" "$root/runtime/clojure/core.files"; }

build_compiler() {
  local hot=$build_dir/hot
  local -a sources
  build_runtime hot
  make_export_list
  # The compiler serves every program alike: what one of them asks for is no part of it.
  local em_flags=() library_dirs=() libraries=() export_all='' keep_commands=yes link_title='the compiler without a core library'
  mkdir -p "$hot/bootstrap" "$hot/image"
  mapfile -t sources < <(core_sources)
  if [[ -n $skip_build && -f $(compiler_image) && -f $hot/core.o ]]; then return; fi
  link_image hot "$hot/bootstrap" jank-bootstrap
  if ! up_to_date "$hot/core.o" "${sources[@]}" "$root/runtime/clojure/core.files" "$hot/bootstrap/jank-bootstrap.wasm" || [[ ! -f $hot/core-direct.o ]]; then
    compile_jank "$hot/bootstrap/jank-bootstrap.js" "$hot/core.o" "$hot/core-direct.o" clojure.core '' \
      "${sources[@]}"
  fi
  link_title='the compiler' keep_commands=''
  relink_image hot "$hot/image" jank "$hot/bootstrap/jank-bootstrap" "$hot/core.o" ||
    link_image hot "$hot/image" jank "$hot/core.o"
}
