# The language tests: test/language/AREA/*.jank, each a namespace that throws at its end when something in it failed.
#
#   test_language    runs every file in each of the ways a program can run:
#     loaded         by the compiler in a hot image
#     stress         the same, with a collection at every 1,000th safepoint (100,000th in files named large, where each takes long)
#     hot            compiled ahead of time into a hot image
#     normal         compiled ahead of time into a normal image
#
# Loaded, each file is a process of its own. Ahead of time the files of an area are one program that requires them all: linking is most of
# the time.

# run_language_file WAY FILE
run_language_file() {
  local stress=''
  if [[ $1 == stress ]]; then
    stress=1000
    if [[ $2 == */large.jank ]]; then stress=100000; fi
  fi
  JANK_GC_STRESS=$stress "$root/bin/jank" --module-path "$root/test/language" run "$2"
}

# run_language_area WAY AREA FILE...
run_language_area() {
  local way=$1 area=$2 program=$logs/all_$2.jank file name hot=0
  shift 2
  {
    printf '(ns all-%s (:require' "${area//_/-}"
    for file in "$@"; do
      name=${file#"$root/test/language/"}
      name=${name%.jank}
      name=${name//'/'/.}
      printf '\n  %s' "${name//_/-}"
    done
    printf '))\n'
  } >"$program"
  if [[ $way == hot ]]; then hot=1; fi
  HOT_RELOAD=$hot "$root/bin/emscripten-bundle" --skip-build --module-path "$root/test/language" --output-dir "$logs/$way" \
    --output-name "$area" "$program" >"$logs/bundle.log" 2>&1 || {
    cat "$logs/bundle.log"
    return 1
  }
  node "$logs/$way/$area.js"
}

# The test files below a folder, in order.
language_files() { find "$1" -name '*.jank' ! -name harness.jank ! -path '*/modules/*' | sort; }

test_language() {
  begin "language tests"
  local way file area status ok areas=("$root"/test/language/*/)
  local -a files
  for way in loaded stress; do
    ok=0
    mapfile -t files < <(language_files "$root/test/language")
    for file in "${files[@]}"; do
      status=0
      run_logged "$logs/language.log" run_language_file "$way" "$file" || status=$?
      if ((status == 0)); then ok=$((ok + 1)); fi
      count_status "$status" "${file#"$root"/} ($way)"
    done
    printf '%-7s %d of %d files passed\n' "$way" "$ok" "${#files[@]}"
  done
  for way in hot normal; do
    ok=0
    for area in "${areas[@]}"; do
      mapfile -t files < <(language_files "$area")
      area=$(basename "$area")
      status=0
      run_logged "$logs/language.log" run_language_area "$way" "$area" "${files[@]}" || status=$?
      if ((status == 0)); then
        ok=$((ok + 1))
        count "${#files[@]}" 0
      else
        count_status "$status" "test/language/$area ($way)"
      fi
    done
    printf '%-7s %d of %d areas passed\n' "$way" "$ok" "${#areas[@]}"
  done
}
