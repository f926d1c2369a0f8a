# Linking: objects and archives to NAME.js and NAME.wasm.
#
#   link_image MODE DIRECTORY NAME OBJECT...
#       -> DIRECTORY/NAME.js, DIRECTORY/NAME.wasm, by emcc, unless they are newer than everything they are made of; and of a normal
#          image DIRECTORY/NAME.wasm.map
#   up_to_date FILE INPUT...     whether FILE is newer than every INPUT
#   unchanged_command FILE TEXT  whether TEXT is what FILE was made by, as remember_command noted
#   remember_command FILE TEXT
#
# Reads: root, build_dir, work_dir, export_all, em_flags, library_dirs; link_title, what is shown in place of NAME, keep_commands, which
# makes the image one that relink_image can add to, when set, and line_table, which gives a normal image positions (positions.bash).
#
# A hot image is linked with -O1: clang has optimised the objects already, and what emcc adds at -O2 (wasm-opt over the whole
# image, minified JavaScript) takes four times as long for 6 % of the code. A normal image is made to be shipped: -O2.

common_link_flags=(
  -fwasm-exceptions
  -sWASM_BIGINT
  -sALLOW_MEMORY_GROWTH=1
  -sMAXIMUM_MEMORY=2GB
  -sSTACK_SIZE=8MB
  -sENVIRONMENT=web,worker,node
  -sEXIT_RUNTIME=0
  -sNODEJS_CATCH_EXIT=0
  -sNODEJS_CATCH_REJECTION=0
)
normal_link_flags=(-O2)
hot_link_flags=(
  -O1
  -fPIC
  -sMAIN_MODULE=2
  -sALLOW_TABLE_GROWTH=1
  -sFILESYSTEM=1
  -sEXPORTED_RUNTIME_METHODS=FS,stringToNewUTF8,ccall,cwrap,UTF8ToString
)

up_to_date() {
  local file=$1 input
  shift
  [[ -f $file ]] || return 1
  for input in "$@"; do
    if [[ $input -nt $file ]]; then return 1; fi
  done
}

# The note lies in the build directory, named by the file it is about.
command_note() {
  local key
  key=$(printf '%s' "$1" | cksum)
  printf '%s' "$build_dir/.commands/${1##*/}.${key%% *}"
}

unchanged_command() { [[ "$(cat -- "$(command_note "$1")" 2>/dev/null)" == "$2" ]]; }

remember_command() {
  mkdir -p "$build_dir/.commands"
  printf '%s' "$2" >"$(command_note "$1")"
}

# The flags of a link, one a line.
link_flags() {
  printf '%s\n' "${common_link_flags[@]}"
  printf '%s\n' --js-library="$root/runtime/host/library.js"
  if [[ $1 == normal ]]; then
    printf '%s\n' "${normal_link_flags[@]}"
  else
    printf '%s\n' "${hot_link_flags[@]}"
    local library
    for library in "$root"/runtime/host/{repl,batch}.js "$root"/runtime/{hot_reload,session}/*.js; do
      if [[ -f $library ]]; then printf '%s\n' "--js-library=$library"; fi
    done
    # Objects that define a symbol twice are what C++ written for --lib easily makes; older linkers cannot let it pass.
    if linker_knows --allow-multiple-definition; then printf '%s\n' -Wl,--allow-multiple-definition; fi
    # The list also brings in the members of libc and libc++ that patches use, so it serves EXPORT_ALL too, which by itself only
    # shows JavaScript what the linker exports.
    printf '%s\n' "-sEXPORTED_FUNCTIONS=@$build_dir/hot/exports.txt"
    if [[ -n $export_all ]]; then printf '%s\n' -sEXPORT_ALL=1 -Wl,--export-all; fi
  fi
  local directory
  for directory in ${library_dirs[@]+"${library_dirs[@]}"}; do printf '%s\n' "-L$directory"; done
}

# The objects and files a link of OBJECT... depends on, one a line.
link_inputs() {
  local mode=$1
  shift
  archives_of "$mode"
  printf '%s\n' "$@" "$root"/runtime/host/*.js
  if [[ $mode == hot ]]; then find "$root/runtime/hot_reload" "$root/runtime/session" -name '*.js'; fi
  if [[ $mode == hot ]]; then printf '%s\n' "$build_dir/hot/exports.txt"; fi
}

# What emcc -v says beside warnings and errors.
without_commands() { grep -v -E '^ |^(emcc \(|clang version|Target:|Thread model:|InstalledDir:|Found candidate|Selected|cache:INFO)' "$1" || true; }

link_image() {
  local mode=$1 directory=$2 name=$3
  shift 3
  local -a flags inputs archives
  mapfile -t flags < <(link_flags "$mode")
  mapfile -t archives < <(archives_of "$mode")
  mapfile -t inputs < <(link_inputs "$mode" "$@")
  local -a command=("$emxx" -v "${flags[@]}" "${archives[@]}" "$@" ${em_flags[@]+"${em_flags[@]}"})
  local noted="${command[*]}"
  if [[ $mode == normal ]]; then
    use_position_tools
    local -x JANK_POSITIONS
    JANK_POSITIONS=$(positions_wanted)
    noted+=" positions=$JANK_POSITIONS"
  fi
  if up_to_date "$directory/$name.js" "${inputs[@]}" && [[ -f $directory/$name.wasm ]] &&
    unchanged_command "$directory/$name.js" "$noted"; then
    detail "$name.js is up to date"
    return
  fi

  local log=$work_dir/link.log staged=$work_dir/link
  mkdir -p "$staged"
  # -v and this variable make emcc print the linker's whole command line, which relink_image uses.
  if ! EM_FORCE_RESPONSE_FILES=0 run_step "linking ${link_title:-$name} ($mode)" "$log" "${command[@]}" -o "$staged/$name.js"; then
    without_commands "$log" >&2
    fail "linking $name did not succeed"
  fi
  without_commands "$log" >&2
  publish_image "$staged/$name" "$directory/$name"
  if [[ -n ${keep_commands-} ]]; then note_linker_commands "$log" "$staged/$name.wasm" "$directory/$name.relink"; fi
  remember_command "$directory/$name.js" "$noted"
}
