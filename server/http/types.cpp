#include "http/types.hpp"

#include <algorithm>
#include <array>

namespace jank::server {

namespace {

struct row {
  std::string_view extension;
  media_type type;
};

constexpr std::array rows{
    row{"html", {"text/html; charset=utf-8", true}},
    row{"js", {"text/javascript; charset=utf-8", true}},
    row{"mjs", {"text/javascript; charset=utf-8", true}},
    row{"wasm", {"application/wasm", true}},
    row{"css", {"text/css; charset=utf-8", true}},
    row{"json", {"application/json", true}},
    row{"map", {"application/json", true}},
    row{"jank", {"text/plain; charset=utf-8", true}},
    row{"cljc", {"text/plain; charset=utf-8", true}},
    row{"clj", {"text/plain; charset=utf-8", true}},
    row{"cpp", {"text/plain; charset=utf-8", true}},
    row{"hpp", {"text/plain; charset=utf-8", true}},
    row{"h", {"text/plain; charset=utf-8", true}},
    row{"c", {"text/plain; charset=utf-8", true}},
    row{"txt", {"text/plain; charset=utf-8", true}},
    row{"md", {"text/plain; charset=utf-8", true}},
    row{"edn", {"text/plain; charset=utf-8", true}},
    row{"csv", {"text/csv; charset=utf-8", true}},
    row{"xml", {"application/xml", true}},
    row{"svg", {"image/svg+xml", true}},
    row{"png", {"image/png", false}},
    row{"jpg", {"image/jpeg", false}},
    row{"jpeg", {"image/jpeg", false}},
    row{"gif", {"image/gif", false}},
    row{"webp", {"image/webp", false}},
    row{"avif", {"image/avif", false}},
    row{"ico", {"image/x-icon", false}},
    row{"mp3", {"audio/mpeg", false}},
    row{"ogg", {"audio/ogg", false}},
    row{"wav", {"audio/wav", false}},
    row{"mp4", {"video/mp4", false}},
    row{"webm", {"video/webm", false}},
    row{"woff", {"font/woff", false}},
    row{"woff2", {"font/woff2", false}},
    row{"ttf", {"font/ttf", true}},
    row{"glb", {"model/gltf-binary", true}},
};

} // namespace

media_type type_of(std::string_view file_name) {
  std::size_t const dot{file_name.rfind('.')};
  if(dot != file_name.npos) {
    auto const found{std::ranges::find(rows, file_name.substr(dot + 1), &row::extension)};
    if(found != rows.end()) { return found->type; }
  }
  return {"application/octet-stream", false};
}

} // namespace jank::server
