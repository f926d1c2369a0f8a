#include "session/sources.hpp"

#include "host/host.hpp"
#include "hot_reload/evaluate.hpp"

#include <algorithm>
#include <vector>

namespace jank::session {

namespace {

std::vector<std::string> folders;

} // namespace

void add_source_folder(std::string folder) {
  if(std::ranges::find(folders, folder) != folders.end()) { return; }
  hot_reload::add_module_path(folder);
  folders.push_back(std::move(folder));
}

bool has_source(std::string const &path) {
  return std::ranges::any_of(folders, [&path](std::string const &folder) {
    return jank_host_file_exists((folder + "/" + path).c_str()) != 0;
  });
}

} // namespace jank::session
