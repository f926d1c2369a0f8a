#pragma once

// The server's folders of sources, by the paths that the user knows them by: files below them are the server's (library_session.js).

#include <string>

namespace jank::session {

// `require` looks there too, after the folders that are known already.
void add_source_folder(std::string folder);
// Whether one of them has the file, a path below it.
bool has_source(std::string const &path);

} // namespace jank::session
