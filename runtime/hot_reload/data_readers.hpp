#pragma once

// data_readers.jank, data_readers.cljc and data_readers.clj in the folders of the module path: maps of tags to the names of the functions
// that read what stands behind them.
//
//   {my/point my.geometry/read-point}
//
// The vars are made, unbound until their namespace is loaded (which the program does, as in Clojure), and join the root of *data-readers*.

#include <string>
#include <vector>

namespace jank::hot_reload {

struct data_readers {
  std::vector<std::string> files; // those that were read
  // Code that gives an image the same readers when it starts; empty when there are none.
  std::string code;
};

// Reads them all. Throws reader::source_error where a file is wrong: it holds no map of symbols to qualified symbols, or names another
// reader for a tag than the file before it.
data_readers load_data_readers();

} // namespace jank::hot_reload
