# Where things are written, and that nothing half-written stays.
#
#   prepare_output     makes and checks the directories, takes the build directory's lock, sets work_dir
#   publish FROM TO    moves a finished file to its place in one step
#   clean_up           runs when the script ends, however it ends
#   release_lock       lets another build begin
#
# Reads: build_dir, output_dir, output_name. Sets: work_dir, a temporary folder beside the objects.

work_dir=

writable_directory() {
  local what=$1 directory=$2 probe
  if [[ -e $directory && ! -d $directory ]]; then fail "$what '$directory' is not a directory"; fi
  mkdir -p -- "$directory" 2>/dev/null || fail "$what '$directory' cannot be created"
  # Only writing tells: root passes every permission check, even where the file system is read-only.
  probe=$directory/.emscripten-bundle.$$
  if ! { : >"$probe"; } 2>/dev/null; then fail "$what '$directory' cannot be written to"; fi
  rm -f -- "$probe"
}

prepare_output() {
  trap clean_up EXIT
  trap 'failed_unexpectedly "$BASH_COMMAND"' ERR
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
  trap 'interrupted 129' HUP
  writable_directory "the build directory" "$build_dir"
  build_dir=$(cd -- "$build_dir" && pwd)
  if [[ -n $patch_output ]]; then
    output_dir=$(dirname -- "$patch_output")
  fi
  writable_directory "the output directory" "$output_dir"
  output_dir=$(cd -- "$output_dir" && pwd)

  exec {lock}>"$build_dir/.lock"
  if ! flock -n "$lock"; then
    say "another build is using $build_dir; waiting for it"
    flock "$lock"
  fi
  rm -rf -- "$build_dir"/.work.*
  work_dir=$(mktemp -d "$build_dir/.work.XXXXXX")
  # emcc leaves its temporary files behind when it is ended by a signal.
  caller_tmpdir=${TMPDIR-/tmp}
  export TMPDIR=$work_dir
}

release_lock() { exec {lock}>&-; }

interrupted() {
  # A second signal must not cut the cleaning short.
  trap '' INT TERM HUP
  clear_progress
  printf '[emscripten-bundle] interrupted; nothing was changed\n' >&2
  exit "$1"
}

# Failures that are expected are answered where they happen.
failed_unexpectedly() {
  fail "this failed: $1" "please report it, with what --verbose prints"
}

clean_up() {
  clear_progress
  stop_step
  if [[ -n $work_dir ]]; then rm -rf -- "$work_dir"; fi
}

# The rename is atomic only inside one file system.
publish() {
  local near
  near=$(dirname -- "$2")/.${2##*/}.$$
  if ! { cp -- "$1" "$near" && mv -f -- "$near" "$2"; } 2>/dev/null; then
    rm -f -- "$near"
    fail "cannot write '$2'"
  fi
}
