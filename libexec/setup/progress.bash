# shellcheck shell=bash
#
# Progress of long steps.
#
#   progress_begin COUNT            how many steps there will be
#   progress_step LABEL COMMAND...  run COMMAND, its output going to a log; show LABEL, what COMMAND reports, elapsed time
#   progress_report TEXT            called by COMMAND: what it is doing and how far it is
#   progress_note TEXT              called by COMMAND: something to be shown when the step has ended
#   progress_while WATCHER COMMAND...
#                                   called by COMMAND: run one program, calling WATCHER, which reports, three times a second
#
# On a terminal the step's line is redrawn while it runs; elsewhere each step is one line. A step that fails shows the
# end of its log and ends the program with status 1.

progress_begin() {
  progress_total=$1
  progress_index=0
  progress_dir=$(mktemp -d)
  progress_pid=''
  trap progress_end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

progress_end() {
  local status=$?
  progress_stop_drawing
  ((status != 130 && status != 143)) || printf '\nsetup: interrupted; run it again to go on\n' >&2
  rm -rf "$progress_dir"
}

progress_report() { printf '%s\n' "$1" >"$progress_dir/report"; }

progress_note() { printf 'setup: %s\n' "$1" >>"$progress_dir/notes"; }

progress_while() {
  local watcher=$1 pid status=0
  shift
  # The program stays in the foreground and the watcher goes into the background, as only the foreground is interrupted
  # from the terminal. The watcher ends with this script, whatever ends that.
  while sleep 0.3 && kill -0 $$ 2>/dev/null; do "$watcher"; done &
  pid=$!
  "$@" || status=$?
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  return "$status"
}

progress_step() {
  local label="[$((++progress_index))/$progress_total] $1" status start=$SECONDS
  shift
  : >"$progress_dir/report"
  : >"$progress_dir/notes"
  if [[ -t 1 ]]; then progress_start_drawing "$label"; else printf '%s' "$label"; fi

  # Not `if (...)` nor `(...) ||`: there, errexit would not stop the command at its first failing line.
  set +e
  (set -e; "$@") >"$progress_dir/log" 2>&1 </dev/null
  status=$?
  set -e

  progress_stop_drawing
  [[ -t 1 ]] && printf '\r\e[K%s' "$label"
  if ((status)); then
    # A command ended by a signal was interrupted together with this script.
    ((status < 128)) || exit "$status"
    printf ': failed after %d s\n' $((SECONDS - start))
    tail -n 25 "$progress_dir/log" >&2
    exit 1
  fi
  printf ' (%d s)\n' $((SECONDS - start))
  cat "$progress_dir/notes"
}

progress_start_drawing() {
  local label=$1 start=$SECONDS report elapsed width
  width=$(stty size 2>/dev/null </dev/tty | cut -d' ' -f2) || true
  ((${width:=80} > 20)) || width=80
  {
    while sleep 0.25 && kill -0 $$ 2>/dev/null; do
      report=''
      read -r report <"$progress_dir/report" || true
      elapsed=$((SECONDS - start))
      printf '\r\e[K%.*s' $((width - 1)) "$(printf '%d:%02d  %s  %s' $((elapsed / 60)) $((elapsed % 60)) "$label" "$report")"
    done
  } &
  progress_pid=$!
}

progress_stop_drawing() {
  [[ $progress_pid ]] || return 0
  kill "$progress_pid" 2>/dev/null || true
  wait "$progress_pid" 2>/dev/null || true
  progress_pid=''
}
