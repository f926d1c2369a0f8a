# The program, or the runtime alone: compiled, linked, with its page.
#
#   build_program    -> OUTPUT_DIR/OUTPUT_NAME.{js,wasm,html}; of a normal build also OUTPUT_NAME.wasm.map
#   build_patch      -> PATCH_OUTPUT, a side module, of PATCH_SOURCE
#   run_program      replaces this process by node

# Adds to `objects`: what the program requires of the library, the files it loads, the program itself. Sets `reached_core`, the object of
# that part of clojure.core which a normal program reaches; empty: all of it is to be linked.
program_objects() {
  local compiled=$build_dir/hot/programs/$output_name.o direct=$build_dir/hot/programs/$output_name-direct.o
  local command kind text path name
  local -a compile_options=() library=()
  reached_core=
  # What C++ looks up by name is not known here.
  if [[ -z $keep_all ]] && ((${#libraries[@]} == 0)); then
    compile_options=(--library-code "$build_dir/hot/library")
    for name in ${keep_names[@]+"${keep_names[@]}"}; do compile_options+=(--keep "$name"); done
  fi
  command="$source_file ${module_paths[*]-} ${compile_options[*]-}"
  mkdir -p "$build_dir/hot/programs"
  if ! program_is_current "$compiled" "$direct" || ! unchanged_command "$compiled" "$command"; then
    rm -f -- "$compiled" "$direct" "$compiled.manifest"
    path=$(IFS=:; printf '%s' "${module_paths[*]-}")
    compile_jank "$(compiler_image)" "$compiled" "$direct" "${source_file##*/}" "$path" "$source_file"
    remember_command "$compiled" "$command"
  fi
  while IFS=$'\t' read -r kind text; do
    case $mode-$kind in
      hot-object | normal-direct) objects+=("$text") ;;
      # a hot image has all of them
      normal-library) library+=("$(library_object "$text" -direct)") ;;
      normal-core) reached_core=$text ;;
    esac
  done <"$compiled.manifest"
  if [[ $mode == normal && -z $reached_core ]]; then objects=(${library[@]+"${library[@]}"} ${objects[@]+"${objects[@]}"}); fi
  if [[ $mode == hot ]]; then objects+=("$compiled"); else objects+=("$direct"); fi
}

# program_is_current OBJECT...: whether they are newer than the program, the files it loads, and the compiler; and whether those files
# are still the first ones on the module path
program_is_current() {
  local object kind text directory
  local -a inputs=("$source_file" "$(compiler_image)")
  if [[ ! -f $1.manifest ]]; then return 1; fi
  while IFS=$'\t' read -r kind text; do
    case $kind in
      source)
        if [[ ! -f $text ]]; then return 1; fi
        inputs+=("$text")
        ;;
      object | direct | core) if [[ ! -f $text ]]; then return 1; fi ;;
    esac
  done <"$1.manifest"
  for object in "$@"; do
    if ! up_to_date "$object" "${inputs[@]}"; then return 1; fi
  done
  # A file that was added may be found before the one that was used.
  for directory in ${module_paths[@]+"${module_paths[@]}"} "$(dirname -- "$source_file")"; do
    if [[ -n $(find "$directory" \( -name '*.jank' -o -name '*.cljc' -o -name '*.clj' \) -newer "$1" -print -quit) ]]; then return 1; fi
  done
}

write_page() {
  local page=$work_dir/page.html text
  text=$(<"$root/runtime/host/page.html")
  printf '%s\n' "${text//'{{name}}'/$output_name}" >"$page"
  publish "$page" "$output_dir/$output_name.html"
}

build_program() {
  local core=$build_dir/hot/core.o base=$build_dir/hot/bootstrap/jank-bootstrap reached_core='' relink_without=''
  local -a objects=() added library_hot_objects=()
  build_compiler
  added=("$core")
  if [[ $mode == normal ]]; then
    build_runtime normal
    core=$build_dir/hot/core-direct.o base=$build_dir/normal/image/jank
    build_normal_base
    added=()
  fi
  build_libraries
  # The program is the last of its objects: its -main is the one that is called.
  if [[ -n $source_file ]]; then program_objects; fi
  if [[ $mode == hot ]]; then objects=(${library_hot_objects[@]+"${library_hot_objects[@]}"} ${objects[@]+"${objects[@]}"}); fi
  if [[ -n $reached_core && $mode == normal ]]; then
    relink_without=$core core=$reached_core
    added=("$core")
  fi
  added+=(${objects[@]+"${objects[@]}"})
  local prepared=''
  if [[ $mode == hot ]]; then prepared=yes; fi
  relink_image "$mode" "$output_dir" "$output_name" "$base" ${added[@]+"${added[@]}"} ||
    link_image "$mode" "$output_dir" "$output_name" "$core" ${objects[@]+"${objects[@]}"} ${library_objects[@]+"${library_objects[@]}"}
  write_page
}

# The runtime with the core library, which programs are added to.
build_normal_base() {
  local em_flags=() library_dirs=() libraries=() keep_commands=yes line_table='' link_title='the runtime'
  mkdir -p "$build_dir/normal/image"
  link_image normal "$build_dir/normal/image" jank "$build_dir/hot/core-direct.o"
}

build_patch() {
  local -a library_hot_objects=()
  build_compiler
  local log=$work_dir/patch.log path
  path=$(IFS=:; printf '%s' "${module_paths[*]-}")
  if ! run_step "compiling ${patch_source##*/}" "$log" node "$(compiler_image)" ${path:+--module-path "$path"} compile \
    --patch "$work_dir/patch.wasm" "$patch_source"; then
    cat -- "$log" >&2
    exit 1
  fi
  cat -- "$log" >&"$message_stream"
  publish "$work_dir/patch.wasm" "$output_dir/${patch_output##*/}"
  say "$patch_output: $(wc -c <"$work_dir/patch.wasm") bytes"
}

run_program() {
  clean_up
  trap - EXIT ERR INT TERM HUP
  release_lock
  # What a program needs to compile C++ patches while it runs.
  export TMPDIR=$caller_tmpdir JANK_EMCC=$root/libexec/emcc JANK_INCLUDE=$root/include
  exec node ${node_arguments[@]+"${node_arguments[@]}"} "$output_dir/$output_name.js"
}
