#pragma once

namespace jank::session {

// Where the server's files lie among those of the image.
inline constexpr char source_folder[]{"/source"};

// `require` looks there, after the folders of the image's own.
void use_sources();

} // namespace jank::session
