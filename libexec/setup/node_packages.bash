# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# What the tests of the live session take from npm: test/package-lock.json pins it, with checksums. It lies in test/node_modules.

node_packages_folder=$setup_dir/../../test

# The note of the lock file they were installed from is written last.
node_packages_complete() {
  cmp -s "$node_packages_folder/package-lock.json" "$node_packages_folder/node_modules/.installed-from"
}

install_node_packages() {
  progress_step 'playwright-core and nrepl-client, for tests' fetch_node_packages
}

fetch_node_packages() {
  (cd "$node_packages_folder" && npm ci --ignore-scripts)
  cp "$node_packages_folder/package-lock.json" "$node_packages_folder/node_modules/.installed-from"
}

check_node_packages() {
  local name version
  for name in playwright-core nrepl-client; do
    version=$(sed -n "s/^ *\"$name\": \"\([^\"]*\)\".*/\1/p" "$node_packages_folder/package.json")
    if node_packages_complete; then
      row found "$name" "$version" "$(cd "$node_packages_folder" && pwd)/node_modules"
    else
      row missing "$name" - "wanted: $version"
      missing+=("$name")
    fi
  done
}
