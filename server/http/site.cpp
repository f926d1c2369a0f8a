#include "http/site.hpp"

#include "http/paths.hpp"
#include "http/script.hpp"
#include "http/types.hpp"
#include "wire/hash.hpp"

#include <algorithm>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

bool is_source(fs::path const &file) {
  static std::vector<std::string_view> const extensions{".jank", ".cljc", ".clj", ".cpp", ".cc",
                                                        ".c",    ".hpp",  ".h",   ".o"};
  std::string const extension{file.extension()};
  return std::ranges::find(extensions, extension) != extensions.end();
}

bool is_client_script(http_request const &request, fs::path const &file) {
  return request.path.starts_with("/client/") && file.extension() == ".js";
}

// Whether it is not served as it lies there; such files are small, and not compressed.
bool is_changed(http_request const &request, fs::path const &file) {
  return file.extension() == ".html" || is_client_script(request, file);
}

} // namespace

http_reply plain_reply(unsigned status, std::string text) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          std::make_shared<std::string const>(std::move(text) + "\n")};
}

std::optional<fs::path> site::file_of(http_request const &request) const {
  std::optional<std::string> const path{decode_url(request.path)};
  if(!path || !path->starts_with('/')) { return {}; }
  if(*path == "/") {
    // A page of the program's own comes before the one that every build has.
    if(auto own{find_below({public_folders.begin() + 1, public_folders.end()}, "index.html")}) { return own; }
    return find_below(public_folders, program + ".html");
  }
  std::string_view const name{std::string_view{*path}.substr(1)};
  if(name.starts_with("client/")) { return find_below({client_folder}, name.substr(7)); }
  if(name.starts_with("source/")) { return source_of(name.substr(7), query_value(request.query, "folder")); }
  std::optional<fs::path> const file{find_below(public_folders, name)};
  // Sources are asked for as sources.
  if(file && is_source(*file)) { return {}; }
  return file;
}

std::optional<fs::path> site::source_of(std::string_view path, std::optional<std::string> const &folder) const {
  if(!folder) { return find_below(source_folders, path); }
  for(std::size_t i{}; i < source_folders.size(); ++i) {
    if(std::to_string(i) == *folder) { return find_below({source_folders[i]}, path); }
  }
  return {};
}

bool site::has_ready(http_request const &request, fs::path const &file) {
  if(is_changed(request, file)) { return true; }
  encoding const e{type_of(file.native()).text ? choose_encoding(request.accept_encoding) : encoding::identity};
  return e == encoding::identity || files.holds(file, e);
}

http_reply site::answer(http_request const &request, fs::path const &file) {
  media_type const type{type_of(file.native())};
  bool const page{file.extension() == ".html"};
  encoding e{type.text && !is_changed(request, file) ? choose_encoding(request.accept_encoding) : encoding::identity};
  std::optional<stored_file> stored{files.get(file, e)};
  if(!stored) { return plain_reply(404, "there is no such file"); }
  std::string tag{stored->tag};
  if(page) {
    std::string const token{query_value(request.query, "token").value_or("")};
    bool const known{!door.token.empty() && door.knows(token)};
    stored->bytes = std::make_shared<std::string const>(with_client(*stored->bytes, known ? token : ""));
    tag += '-' + build + (known ? "-t" : "");
  } else if(is_client_script(request, file)) {
    stored->bytes = std::make_shared<std::string const>(without_layout(*stored->bytes));
  }
  if(e != encoding::identity) { tag += '-' + std::string{name_of(e)}; }
  tag = '"' + tag + '"';

  http_reply reply;
  // Kept, and asked for again each time: everything here may change while it is looked at.
  reply.headers = {{"Content-Type", std::string{type.name}}, {"Cache-Control", "no-cache"}, {"ETag", tag}};
  if(type.text) { reply.headers.emplace_back("Vary", "Accept-Encoding"); }
  if(request.if_none_match == tag) {
    reply.status = 304;
    return reply;
  }
  if(e != encoding::identity) { reply.headers.emplace_back("Content-Encoding", name_of(e)); }
  reply.body = stored->bytes;
  return reply;
}

std::string site::with_client(std::string page, std::string const &token) const {
  std::string script{"<script type=\"module\" src=\"/client/main.js?build=" + build};
  if(!token.empty()) { script += "&amp;token=" + token; }
  script += "\"></script>\n";
  for(std::string_view const place : {"</head>", "</body>"}) {
    if(std::size_t const at{page.find(place)}; at != page.npos) { return page.insert(at, script); }
  }
  return page + script;
}

void site::add_common_headers(http_reply &reply) const {
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  // The token stands in the page's address.
  reply.headers.emplace_back("Referrer-Policy", "no-referrer");
  if(isolate) {
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    reply.headers.emplace_back("Cross-Origin-Embedder-Policy", "require-corp");
  }
}

std::string build_id(fs::path const &folder, std::string const &program) {
  std::string all;
  for(char const *extension : {".wasm", ".js"}) { all += read_file(folder / (program + extension)).value_or(""); }
  return content_hash(all).substr(0, 16);
}

} // namespace jank::server
