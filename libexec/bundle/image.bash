# The hot image that is the compiler.
#
#   build_compiler     -> BUILD_DIR/hot/image/jank.{js,wasm}, and the core library in both flavours:
#                         BUILD_DIR/hot/core.o, BUILD_DIR/hot/core-direct.o; and the code of the library, of which a normal
#                         program gets what it reaches: BUILD_DIR/hot/library/core.code, NAME.code
#                      sets library_hot_objects, the other namespaces of the library as hot images link them
#   library_object NAMESPACE FLAVOUR      where its object is; FLAVOUR is "" or "-direct"
#   compile_jank IMAGE OBJECT DIRECT_OBJECT TITLE MODULE_PATH SOURCE...
#                      the SOURCEs, in that order, to relocatable objects: calls through vars (hot), direct calls (normal);
#                      MODULE_PATH is colon-separated, and may be empty. OBJECT.manifest lists what belongs to them: objects of
#                      the files they load, library namespaces, sources (runtime/hot_reload/compile.hpp). compile_options has
#                      further options of the compiler.
#
# An image without the core library compiles the files that runtime/clojure/core.files lists; an image with it alone compiles the
# other namespaces, runtime/*/**/*.jank, each to an object of its own: again only when it, or a namespace that it requires,
# changed. All objects are linked into the image that compiles programs.

compiler_image() { printf '%s' "$build_dir/hot/image/jank.js"; }
library_object() { printf '%s' "$build_dir/hot/library/$1$2.o"; }

# What is printed while a program is compiled is its own output or a complete error message: it passes unchanged.
compile_jank() {
  local image=$1 object=$2 direct_object=$3 title=$4 path=$5
  shift 5
  local log=$work_dir/compile.log staged=$work_dir/object
  rm -rf -- "$staged"
  mkdir -p "$staged"
  if ! run_step "compiling $title" "$log" node "$image" ${path:+--module-path "$path"} compile \
    --object "$staged/indirect.o" --direct-object "$staged/direct.o" --manifest "$staged/manifest" \
    ${compile_options[@]+"${compile_options[@]}"} "$@"; then
    cat -- "$log" >&2
    exit 1
  fi
  cat -- "$log" >&"$message_stream"
  local kind text place
  while IFS=$'\t' read -r kind text; do
    place=$text
    case $kind in
      object) place=${object%.o}${text#"$staged/indirect"} ;;
      direct | core) place=${direct_object%.o}${text#"$staged/direct"} ;;
    esac
    if [[ $place != "$text" ]]; then publish "$text" "$place"; fi
    printf '%s\t%s\n' "$kind" "$place"
  done <"$staged/manifest" >"$staged/published"
  publish "$staged/indirect.o" "$object"
  publish "$staged/direct.o" "$direct_object"
  publish "$staged/published" "$object.manifest"
}

core_sources() { sed -e '/^#/d' -e '/^$/d' -e "s|^|$root/runtime/clojure/|" "$root/runtime/clojure/core.files"; }

# The namespaces of the library save clojure.core, one a line.
library_namespaces() {
  local file
  find "$root/runtime" -path "$root/runtime/*/*" \( -name '*.jank' -o -name '*.cljc' \) | sort | while IFS= read -r file; do
    file=${file#"$root/runtime/"}
    if grep -q -x -F -e "${file#clojure/}" "$root/runtime/clojure/core.files"; then continue; fi
    file=${file%.*}
    file=${file//'/'/.}
    printf '%s\n' "${file//_/-}"
  done
}

# library_is_current NAMESPACE: whether its objects are newer than all they were made from
library_is_current() {
  local object sources
  local -a inputs
  object=$(library_object "$1" '')
  sources=${object%.o}.sources
  if [[ ! -f $sources || ! -f $(library_object "$1" -direct) || ! -f ${object%.o}.code ]]; then return 1; fi
  mapfile -t inputs <"$sources"
  up_to_date "$object" "$build_dir/hot/core.o" "$build_dir/hot/bootstrap/jank-bootstrap.wasm" "${inputs[@]}"
}

build_library_namespaces() {
  local hot=$build_dir/hot staged=$work_dir/library log=$work_dir/library.log name file
  local -a names stale=()
  mapfile -t names < <(library_namespaces)
  library_hot_objects=()
  for name in ${names[@]+"${names[@]}"}; do
    library_hot_objects+=("$(library_object "$name" '')")
    if ! library_is_current "$name"; then stale+=("$name"); fi
  done
  if ((${#stale[@]} == 0)); then return; fi
  mkdir -p "$hot/library" "$hot/core-image"
  link_title='the core library'
  relink_image hot "$hot/core-image" jank-core "$hot/bootstrap/jank-bootstrap" "$hot/core.o" ||
    link_image hot "$hot/core-image" jank-core "$hot/core.o"
  rm -rf -- "$staged"
  mkdir -p "$staged"
  if ! run_step "compiling ${stale[*]}" "$log" node "$hot/core-image/jank-core.js" --module-path "$root/runtime" compile \
    --libraries "$staged" "${stale[@]}"; then
    cat -- "$log" >&2
    exit 1
  fi
  cat -- "$log" >&"$message_stream"
  for file in "$staged"/*; do publish "$file" "$hot/library/${file##*/}"; done
}

build_compiler() {
  local hot=$build_dir/hot
  local -a sources
  build_runtime hot
  make_export_list
  # The compiler serves every program alike: what one of them asks for is no part of it.
  local em_flags=() library_dirs=() libraries=() export_all='' keep_commands=yes link_title='the compiler without a core library'
  mkdir -p "$hot/bootstrap" "$hot/image"
  mapfile -t sources < <(core_sources)
  if [[ -n $skip_build && -f $(compiler_image) && -f $hot/core.o ]]; then
    mapfile -t library_hot_objects < <(library_namespaces | while IFS= read -r name; do printf '%s\n' "$(library_object "$name" '')"; done)
    return
  fi
  link_image hot "$hot/bootstrap" jank-bootstrap
  if ! up_to_date "$hot/core.o" "${sources[@]}" "$root/runtime/clojure/core.files" "$hot/bootstrap/jank-bootstrap.wasm" || [[ ! -f $hot/core-direct.o ||
    ! -f $hot/library/core.code ]]; then
    local compile_options=(--stored "$work_dir/core.code")
    compile_jank "$hot/bootstrap/jank-bootstrap.js" "$hot/core.o" "$hot/core-direct.o" clojure.core '' \
      "${sources[@]}"
    compile_options=()
    mkdir -p "$hot/library"
    publish "$work_dir/core.code" "$hot/library/core.code"
  fi
  keep_commands=''
  build_library_namespaces
  link_title='the compiler'
  local prepared=yes
  relink_image hot "$hot/image" jank "$hot/bootstrap/jank-bootstrap" "$hot/core.o" ${library_hot_objects[@]+"${library_hot_objects[@]}"} ||
    link_image hot "$hot/image" jank "$hot/core.o" ${library_hot_objects[@]+"${library_hot_objects[@]}"}
}
