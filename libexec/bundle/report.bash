# Messages, errors and progress.
#
#   say TEXT...                 one line for the user; on standard output, or on standard error under --run
#   detail TEXT...              the same, with --verbose only
#   fail TEXT...                an error; ends the script with 1
#   fail_usage TEXT...          a wrong command line; ends the script with 2
#   run_step TITLE LOG CMD...   runs CMD with its output in the file LOG while showing TITLE, the n/m that ninja reports, and the
#                               time it takes; returns the status of CMD
#   stop_step                   ends a command that run_step started and that still runs
#
# On a terminal a step is one line that is rewritten; elsewhere it is one line, printed when the step is over.

message_stream=1
step_pid=
progress_shown=

on_terminal() { [[ -t $message_stream && ${TERM:-dumb} != dumb ]]; }

clear_progress() {
  if [[ -n $progress_shown ]]; then
    printf '\r\e[K' >&"$message_stream"
    progress_shown=
  fi
}

say() {
  clear_progress
  printf '[emscripten-bundle] %s\n' "$*" >&"$message_stream"
}

detail() {
  if [[ -n $verbose ]]; then say "$@"; fi
}

complain() {
  clear_progress
  printf '[emscripten-bundle] error: %s\n' "$1" >&2
  shift
  local hint
  for hint in "$@"; do
    if [[ -n $hint ]]; then printf '  %s\n' "$hint" >&2; fi
  done
}

fail() {
  complain "$@"
  exit 1
}

fail_usage() {
  complain "$@" "'emscripten-bundle --help' lists the options."
  exit 2
}

# microseconds since some point in the past
clock() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# seconds_since START: with one decimal
seconds_since() {
  local tenths=$((($(clock) - $1) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# show_progress TITLE COUNTER START
show_progress() {
  on_terminal || return 0
  local text
  text="[emscripten-bundle] $1 ${2:+$2 }($(seconds_since "$3") s)"
  printf '\r\e[K%s' "${text:0:${COLUMNS:-100}}" >&"$message_stream"
  progress_shown=yes
}

run_step() {
  local title=$1 log=$2
  shift 2
  detail "$(printf '%q ' "$@")"
  : >"$log" || fail "cannot write $log"

  # A session of its own, so that an interrupt reaches this script alone, which then ends the whole group.
  local output start counter='' piece='' line='' last='' status=0
  start=$(clock)
  exec {output}< <(exec setsid "$@" </dev/null 2>&1)
  step_pid=$!
  while true; do
    show_progress "$title" "$counter" "$start"
    status=0
    IFS= read -r -t 0.2 -u "$output" piece || status=$?
    line+=$piece
    if ((status > 128)); then continue; fi
    if ((status > 0)) && [[ -z $line ]]; then break; fi
    printf '%s\n' "$line" >>"$log"
    last=$line
    if [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]]; then counter=${BASH_REMATCH[1]}; fi
    if [[ -n $verbose ]]; then
      clear_progress
      printf '%s\n' "$line" >&"$message_stream"
    fi
    line=
    if ((status > 0)); then break; fi
  done
  exec {output}<&-
  status=0
  wait "$step_pid" || status=$?
  step_pid=
  clear_progress
  # A build that found everything made is no step worth a line.
  if ((status == 0)) && [[ $last != 'ninja: no work to do.' ]]; then say "$title ($(seconds_since "$start") s)"; fi
  return "$status"
}

stop_step() {
  [[ -n $step_pid ]] || return 0
  kill -TERM -- "-$step_pid" 2>/dev/null || kill -TERM "$step_pid" 2>/dev/null || true
  # ninja and emcc remove what they were writing; whoever ignores the request is ended.
  local waited=0
  while kill -0 -- "-$step_pid" 2>/dev/null; do
    if ((++waited > 30)); then
      kill -KILL -- "-$step_pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  step_pid=
}
