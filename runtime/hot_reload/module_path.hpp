#pragma once

#include <string>
#include <vector>

namespace jank::hot_reload {

// The files of a name in all folders of the module path (evaluate.hpp: add_module_path), in order: "data_readers" finds
// FOLDER/data_readers.jank, .cljc and .clj.
std::vector<std::string> find_files(std::string const &resource);

} // namespace jank::hot_reload
