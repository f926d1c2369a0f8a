# The program, or the runtime alone: compiled, linked, with its page.
#
#   build_program    -> OUTPUT_DIR/OUTPUT_NAME.{js,wasm,html}
#   build_patch      -> PATCH_OUTPUT, a side module, of PATCH_SOURCE
#   run_program      replaces this process by node

program_objects() {
  local compiled=$build_dir/hot/programs/$output_name.o direct=$build_dir/hot/programs/$output_name-direct.o
  local -a inputs=("$source_file" "$(compiler_image)")
  mkdir -p "$build_dir/hot/programs"
  local module
  for module in ${module_paths[@]+"${module_paths[@]}"} "$(dirname -- "$source_file")"; do
    while IFS= read -r -d '' module; do inputs+=("$module"); done < <(find "$module" -name '*.jank' -print0)
  done
  local command="$source_file ${module_paths[*]-}"
  if ! up_to_date "$compiled" "${inputs[@]}" || ! up_to_date "$direct" "${inputs[@]}" ||
    ! unchanged_command "$compiled" "$command"; then
    rm -f -- "$compiled" "$direct"
    local path
    path=$(IFS=:; printf '%s' "${module_paths[*]-}")
    compile_jank "$(compiler_image)" "$compiled" "$direct" "${source_file##*/}" "$path" "$source_file"
    remember_command "$compiled" "$command"
  fi
  if [[ $mode == hot ]]; then objects+=("$compiled"); else objects+=("$direct"); fi
}

write_page() {
  local page=$work_dir/page.html text
  text=$(<"$root/runtime/host/page.html")
  printf '%s\n' "${text//'{{name}}'/$output_name}" >"$page"
  publish "$page" "$output_dir/$output_name.html"
}

build_program() {
  local core=$build_dir/hot/core.o base=$build_dir/hot/bootstrap/jank-bootstrap
  local -a objects=() added=("$core")
  build_compiler
  if [[ $mode == normal ]]; then
    build_runtime normal
    core=$build_dir/hot/core-direct.o base=$build_dir/normal/image/jank
    build_normal_base
    added=()
  fi
  build_libraries
  if [[ -n $source_file ]]; then program_objects; fi
  added+=(${objects[@]+"${objects[@]}"})
  relink_image "$mode" "$output_dir" "$output_name" "$base" ${added[@]+"${added[@]}"} ||
    link_image "$mode" "$output_dir" "$output_name" "$core" ${objects[@]+"${objects[@]}"} ${library_objects[@]+"${library_objects[@]}"}
  write_page
}

# The runtime with the core library, which programs are added to.
build_normal_base() {
  local em_flags=() library_dirs=() libraries=() keep_commands=yes link_title='the runtime'
  mkdir -p "$build_dir/normal/image"
  link_image normal "$build_dir/normal/image" jank "$build_dir/hot/core-direct.o"
}

build_patch() {
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
