# Linking again without emcc.
#
#   note_linker_commands LOG WASM FOLDER    keeps in FOLDER what `emcc -v` said, in LOG, about how it made WASM
#   relink_image MODE DIRECTORY NAME BASE OBJECT...
#       -> DIRECTORY/NAME.{js,wasm} = the image BASE and OBJECT...; status 1 when that takes emcc. relink_without names an object of
#          BASE that is left out; prepared, that the image is to begin with its library loaded (snapshot.mjs).
#
# A link by emcc takes a second even at -O1: Python, and Node twice to put the JavaScript together. wasm-ld alone takes 0.1 s, and
# the JavaScript hardly changes when an object is added: glue.mjs says how, and refuses when it is not sure. FOLDER holds
#   linker       the command line of wasm-ld, a word a line, the output written as @OUTPUT@
#   optimiser    the same of wasm-opt, for images that it went over
#   exports      options that make wasm-ld export what the image exports
#
# The new objects come last, after the archives, where emcc too puts them (link.bash).

# The words of the one line in LOG that runs PROGRAM on WASM; nothing when there are none or several.
command_words() {
  local log=$1 program=$2 wasm=$3 word
  local -a lines words
  mapfile -t lines < <(grep -E "^ [^ ]*/$program(-[0-9.]+)? .*-o " "$log" || true)
  if ((${#lines[@]} != 1)); then return; fi
  # emcc quotes for a shell.
  eval "words=(${lines[0]})"
  for word in "${words[@]}"; do
    case $word in
      # a list of what JavaScript gives, which emcc has deleted again
      *libemscripten_js_symbols.so) ;;
      "$wasm") printf '@OUTPUT@\n' ;;
      *) printf '%s\n' "$word" ;;
    esac
  done
}

note_linker_commands() {
  local log=$1 wasm=$2 folder=$3
  rm -rf -- "$folder"
  mkdir -p "$work_dir/relink"
  command_words "$log" wasm-ld "$wasm" >"$work_dir/relink/linker"
  # Of what -O2 does to objects that clang has optimised these passes leave 3 % of the compressed size, and take a fifth of the time of
  # -O1. (Imports that only -O2 finds to be unused would make glue.mjs refuse: the runtime has none.)
  local -a passes=(--vacuum --coalesce-locals --remove-unused-module-elements)
  command_words "$log" wasm-opt "$wasm" | sed "s/^-O2\$/$(printf '%s\\n' "${passes[@]}" | sed 's/\\n$//')/" >"$work_dir/relink/optimiser"
  if [[ ! -s $work_dir/relink/linker ]]; then return; fi
  # Other programs that change the image are not repeated here.
  if grep -q -E '^ [^ ]*/(wasm-metadce|wasm-emscripten-finalize|wasm-ctor-eval) ' "$log"; then return; fi
  if ! node "$root/libexec/bundle/glue.mjs" exports "$wasm" >"$work_dir/relink/exports"; then return; fi
  mv -- "$work_dir/relink" "$folder"
}

# The script of relink_image, in a process of its own so that run_step can show and end it.
#   relink_steps FOLDER BASE STAGED OBJECT...
relink_steps() {
  local folder=$1 base=$2 staged=$3
  shift 3
  local -a linker optimiser exports
  mapfile -t linker < <(grep -v -x -F -e "${relink_without:-@NONE@}" "$folder/linker")
  mapfile -t optimiser <"$folder/optimiser"
  mapfile -t exports <"$folder/exports"
  # What stays undefined becomes an import, and glue.mjs asks whether the JavaScript gives it.
  if [[ " ${linker[*]} " != *" --unresolved-symbols="* ]]; then linker+=(--allow-undefined); fi
  "${linker[@]/#@OUTPUT@/$staged.wasm}" "$@" "${exports[@]}" || return
  if ((${#optimiser[@]} > 0)); then "${optimiser[@]/#@OUTPUT@/$staged.wasm}" || return; fi
  node "$root/libexec/bundle/glue.mjs" reuse "$base.js" "$base.wasm" "$staged.js" "$staged.wasm" || return
  if [[ -z ${prepared-} ]]; then return; fi
  # An image that cannot be prepared starts as others do.
  if node "$root/libexec/bundle/snapshot.mjs" "$staged.js" "$staged.wasm" "$staged.prepared"; then
    mv -- "$staged.prepared" "$staged.wasm"
  fi
}

relink_image() {
  local mode=$1 directory=$2 name=$3 base=$4
  shift 4
  if [[ ! -d $base.relink || -n $export_all ]]; then return 1; fi
  if ((${#em_flags[@]} + ${#library_dirs[@]} + ${#libraries[@]} > 0)); then return 1; fi
  local -x JANK_POSITIONS=''
  if [[ $mode == normal ]]; then JANK_POSITIONS=$(positions_wanted); fi
  local command="relink $base without ${relink_without-} $* positions=$JANK_POSITIONS prepared=${prepared-}"
  if up_to_date "$directory/$name.js" "$base.js" "$root"/libexec/bundle/*.mjs "$@" && [[ -f $directory/$name.wasm ]] &&
    unchanged_command "$directory/$name.js" "$command"; then
    detail "$name.js is up to date"
    return
  fi
  local log=$work_dir/relink.log staged=$work_dir/relinked
  mkdir -p "$staged"
  export root relink_without=${relink_without-} prepared=${prepared-}
  export -f relink_steps
  if ! run_step "linking ${link_title:-$name} ($mode)" "$log" bash -c 'relink_steps "$@"' relink "$base.relink" "$base" "$staged/$name" "$@"; then
    detail "emcc has to link: $(tail -n 1 "$log")"
    return 1
  fi
  publish_image "$staged/$name" "$directory/$name"
  remember_command "$directory/$name.js" "$command"
}
