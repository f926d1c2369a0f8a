# --serve: the live session.
#
#   serve_program    replaces this process by the server, bin/jank-dev
#
# Reads: source_file, output_dir, output_name, build_dir, module_paths, run_after, node_arguments, serve_options.

# Folders, each once, one a line.
source_folders() {
  {
    if [[ -n $source_file ]]; then dirname -- "$source_file"; else pwd; fi
    printf '%s\n' ${module_paths[@]+"${module_paths[@]}"}
  } | while IFS= read -r folder; do (cd -- "$folder" && pwd -P); done | awk '!seen[$0]++'
}

serve_program() {
  local folder
  local -a sources server
  mapfile -t sources < <(source_folders)
  server=("$root/bin/jank-dev" --program "$output_name" --build-folder "$output_dir" --work-folder "$build_dir/live/$output_name")
  for folder in "${sources[@]}"; do server+=(--sources "$folder"); done
  # Pages, styles and pictures lie beside the program; patches in a folder of that name, beside it or here.
  server+=(--assets "${sources[0]}")
  for folder in "${sources[0]}/patches" "$PWD/patches"; do
    if [[ -d $folder ]]; then
      server+=(--patches "$folder")
      break
    fi
  done
  if [[ -n $run_after ]]; then
    # shellcheck disable=SC2016  # the server sets them
    server+=(--page-command "$(printf '%q ' node ${node_arguments[@]+"${node_arguments[@]}"} "$root/client/node.mjs" "$output_dir/$output_name.js") "'--server "$JANK_SERVER" --build "$JANK_BUILD" --token "$JANK_TOKEN"')
  fi
  server+=(${serve_options[@]+"${serve_options[@]}"})
  clean_up
  trap - EXIT ERR INT TERM HUP
  release_lock
  export TMPDIR=$caller_tmpdir
  exec "${server[@]}"
}
