# --lib: what is linked beside the program.
#
#   build_libraries     sets library_objects, the objects and archives to link, in the order of the command line
#
# C and C++ sources are compiled with the flags of the mode. An object is made again when its source, a header it includes, or
# its command changed.

# compile_library_source SOURCE OBJECT SHOWN, the name of SOURCE as the user gave it
compile_library_source() {
  local source=$1 object=$2 shown=$3
  # The functions of a patch that is linked in are bound when the image starts (include/jank/patch.h).
  local -a command=("$emcc" -O2 -fwasm-exceptions -DJANK_PATCH_LINKED=1 "-I$root/include") dependencies=()
  if [[ $source == *.cpp ]]; then command=("$emxx" -std=c++20 "${command[@]:1}"); fi
  if [[ $mode == hot ]]; then command+=(-fPIC); fi
  local directory
  for directory in ${include_dirs[@]+"${include_dirs[@]}"}; do command+=("-I$directory"); done
  command+=(-c "$source")

  if [[ -f $object.d ]]; then
    # "object: source header \<newline> header": names with spaces are written "\ "
    mapfile -t dependencies < <(sed -e '1s/^[^:]*://' -e 's/\\$//' "$object.d" | sed -e 's/\([^\\]\) /\1\n/g' -e 's/\\ / /g' |
      sed -e 's/^ *//' -e '/^$/d')
    if up_to_date "$object" "${dependencies[@]}" && unchanged_command "$object" "${command[*]}"; then return; fi
  fi
  local log=$work_dir/library.log
  if ! run_step "compiling ${source##*/}" "$log" "${command[@]}" -MMD -MF "$work_dir/library.d" -o "$work_dir/library.o"; then
    cat -- "$log" >&2
    fail "--lib '$shown' does not compile"
  fi
  cat -- "$log" >&2
  mv -f "$work_dir/library.o" "$object"
  mv -f "$work_dir/library.d" "$object.d"
  remember_command "$object" "${command[*]}"
}

build_libraries() {
  library_objects=()
  local file full object
  for file in ${libraries[@]+"${libraries[@]}"}; do
    full=$(cd -- "$(dirname -- "$file")" && pwd)/${file##*/}
    case $file in
      *.c | *.cpp)
        mkdir -p "$build_dir/$mode/lib"
        object=$build_dir/$mode/lib/${file##*/}.$(printf '%s' "$full" | cksum | cut -d' ' -f1).o
        compile_library_source "$full" "$object" "$file"
        library_objects+=("$object")
        ;;
      *) library_objects+=("$full") ;;
    esac
  done
}
