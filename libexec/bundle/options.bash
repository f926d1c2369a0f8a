# The command line.
#
#   print_help        the manual, on standard output
#   parse_options "$@"
#
# parse_options sets, and every later stage reads:
#   hot_reload                 "yes" for HOT_RELOAD=1, else empty
#   export_all                 "yes" for EXPORT_ALL=1, else empty
#   mode                       hot | normal
#   source_file                the application, or empty for the runtime alone
#   patch_output               the side module to write with --patch, else empty
#   build_dir output_dir output_name
#   skip_build run_after verbose      "yes" or empty
#   keep_all                   "yes" or empty
#   keep_names node_arguments module_paths include_dirs library_dirs libraries em_flags cmake_arguments program_arguments    (arrays)

print_help() {
  cat <<'HELP'
Usage: emscripten-bundle [options] [app.jank] [-- cmake arguments]
       emscripten-bundle --patch FILE.jank -o OUT.wasm

Builds a jank program for the web and for Node: app.js, app.wasm and app.html, or the runtime alone (jank.*) when no source is
given. The .js file runs as it is: `node app.js`, or <script src="app.js">.

  HOT_RELOAD=1 emscripten-bundle app.jank     a hot image, which takes patches while it runs
  emscripten-bundle app.jank                  a normal one: static, without compiler, optimised

Options
  -h, --help             this text
      --build-dir DIR    where objects are kept between builds (build-wasm in the repository)
      --output-dir DIR   where the result goes (the build directory)
      --output-name NAME its name without extension (that of the source; "jank" without a source)
      --skip-build       do not look at the runtime's sources: link with what is in the build directory
      --run              run the result on Node
      --node-args ARGS   arguments for node itself, separated by spaces; with --run
      --module-path PATH folders, separated by colons, where (require ...) looks for modules
      --lib FILE         link FILE too: .a, .o, .bc, or .c and .cpp, which are compiled; repeatable
      --keep NAME        keep the var NAME, my.app/f, in a normal image though nothing mentions it; repeatable
      --keep-all         keep all of clojure.core, of the libraries and of the program; so does --lib
  -I DIR                 a folder of headers for --lib sources; repeatable
  -L DIR                 a folder of libraries for the linker; repeatable
      --em-flag FLAG     one more argument for emcc when it links, as -O3 for the smallest program; repeatable
      --patch FILE.jank  compile FILE.jank to a side module for a running hot image; needs -o
  -o OUT.wasm            where --patch writes
  -v, --verbose          show every command and its output

Environment
  HOT_RELOAD=1           build a hot image
  EXPORT_ALL=1           export every symbol of a hot image, in place of the generated list
HELP
}

# name of the option : how it takes its value (none | value)
declare -A option_kinds=(
  [-h]=none [--help]=none [-v]=none [--verbose]=none [--skip-build]=none [--run]=none [--keep-all]=none
  [--build-dir]=value [--output-dir]=value [--output-name]=value [--node-args]=value [--module-path]=value
  [--lib]=value [--keep]=value [-I]=value [-L]=value [--em-flag]=value [--patch]=value [-o]=value
)

take_option() {
  local name=$1 value=${2-}
  case $name in
    -h | --help)
      print_help
      exit 0
      ;;
    -v | --verbose) verbose=yes ;;
    --skip-build) skip_build=yes ;;
    --run) run_after=yes ;;
    --build-dir) build_dir=$value ;;
    --output-dir) output_dir=$value ;;
    --output-name) output_name=$value ;;
    --node-args) read -r -a node_arguments <<<"$value" ;;
    --module-path) IFS=: read -r -a module_paths <<<"$value" ;;
    --keep) keep_names+=("$value") ;;
    --keep-all) keep_all=yes ;;
    --lib) libraries+=("$value") ;;
    -I) include_dirs+=("$value") ;;
    -L) library_dirs+=("$value") ;;
    --em-flag) em_flags+=("$value") ;;
    --patch) patch_source=$value ;;
    -o) patch_output=$value ;;
  esac
}

# The known option that begins most like the unknown one, for the message.
similar_option() {
  local option length best='' best_length=3
  for option in "${!option_kinds[@]}"; do
    length=0
    while [[ $length -lt ${#1} && ${option:length:1} == "${1:length:1}" ]]; do length=$((length + 1)); done
    if ((length > best_length)); then
      best=$option
      best_length=$length
    fi
  done
  if [[ -n $best ]]; then printf 'did you mean %s?' "$best"; fi
}

read_arguments() {
  local argument name
  while (($# > 0)); do
    argument=$1
    shift
    case $argument in
      --)
        cmake_arguments=("$@")
        return
        ;;
      --*=*) name=${argument%%=*} ;;
      -[IL]?*) name=${argument:0:2} ;;
      -?*) name=$argument ;;
      *)
        if [[ -n $source_file ]]; then fail_usage "two sources, '$source_file' and '$argument': one is compiled at a time"; fi
        if [[ -z $argument ]]; then fail_usage "the source's name is empty"; fi
        source_file=$argument
        continue
        ;;
    esac
    case ${option_kinds[$name]-} in
      none)
        if [[ $argument == *=* ]]; then fail_usage "$name takes no value: '$argument'"; fi
        take_option "$name"
        ;;
      value)
        local value
        case $argument in
          --*=*) value=${argument#*=} ;;
          -[IL]?*) value=${argument:2} ;;
          *)
            if (($# == 0)); then fail_usage "$name needs a value"; fi
            value=$1
            shift
            ;;
        esac
        if [[ -z $value ]]; then fail_usage "$name needs a value"; fi
        take_option "$name" "$value"
        ;;
      *) fail_usage "unknown option '$argument'" "$(similar_option "$name")" ;;
    esac
  done
}

# must_be_readable WHAT FILE
must_be_readable() {
  if [[ -d $2 ]]; then fail "$1 '$2' is a directory"; fi
  if [[ ! -e $2 ]]; then fail "$1 '$2' does not exist"; fi
  if [[ ! -r $2 ]]; then fail "$1 '$2' cannot be read"; fi
}

check_source() {
  must_be_readable "the source" "$1"
  if [[ $1 != *.jank && $1 != *.cljc ]]; then fail "'$1' is not a jank file: its name ends neither in .jank nor in .cljc"; fi
  if (($(LC_ALL=C tr -d -c '\0' <"$1" | wc -c) > 0)); then fail "'$1' is not a jank file: it holds binary data"; fi
}

check_options() {
  local file
  if [[ -n $patch_source ]]; then
    if [[ -n $source_file ]]; then fail_usage "--patch '$patch_source' and the source '$source_file' exclude each other"; fi
    if [[ -z $patch_output ]]; then fail_usage "--patch needs -o OUT.wasm"; fi
    if [[ -n $run_after ]]; then fail_usage "--patch makes a side module, which --run cannot run"; fi
    check_source "$patch_source"
  elif [[ -n $patch_output ]]; then
    fail_usage "-o belongs to --patch; a program is named with --output-name"
  fi
  if [[ $output_name == */* || $output_name == .* ]]; then fail_usage "--output-name '$output_name' is not a plain name"; fi
  if ((${#node_arguments[@]} > 0)) && [[ -z $run_after ]]; then fail_usage "--node-args needs --run"; fi
  if [[ -n $source_file ]]; then check_source "$source_file"; fi
  for file in ${libraries[@]+"${libraries[@]}"}; do
    must_be_readable "--lib" "$file"
    case $file in
      *.a | *.o | *.bc | *.c | *.cpp) ;;
      *) fail "--lib '$file' is none of .a, .o, .bc, .c, .cpp" ;;
    esac
  done
  for file in ${module_paths[@]+"${module_paths[@]}"}; do
    if [[ ! -d $file ]]; then fail "--module-path '$file' is not a directory"; fi
  done
}

parse_options() {
  hot_reload='' export_all='' source_file='' patch_source='' patch_output='' verbose='' skip_build='' run_after='' keep_all=''
  build_dir='' output_dir='' output_name=''
  node_arguments=() module_paths=() include_dirs=() library_dirs=() libraries=() em_flags=() cmake_arguments=() keep_names=()

  read_arguments "$@"
  if [[ ${HOT_RELOAD:-0} != 0 ]]; then hot_reload=yes; fi
  if [[ ${EXPORT_ALL:-0} != 0 ]]; then export_all=yes; fi
  mode=normal
  if [[ -n $hot_reload || -n $patch_source ]]; then mode=hot; fi
  # Messages make room for what the program prints.
  if [[ -n $run_after ]]; then message_stream=2; fi
  check_options

  build_dir=${build_dir:-$root/build-wasm}
  output_dir=${output_dir:-$build_dir}
  if [[ -z $output_name ]]; then
    output_name=jank
    if [[ -n $source_file ]]; then
      output_name=${source_file##*/}
      output_name=${output_name%.jank}
    fi
  fi
}
