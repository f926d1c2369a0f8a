#pragma once

// What is served: which file a request means, and how the answer looks. Sockets are elsewhere.

#include "http/file_cache.hpp"
#include "http/gate.hpp"

#include <string>
#include <utility>
#include <vector>

namespace jank::server {

struct http_request {
  std::string_view method;
  std::string_view path;  // as it stands in the URL, without query
  std::string_view query; // without '?'
  std::string_view accept_encoding;
  std::string_view if_none_match;
};

struct http_reply {
  unsigned status{200};
  std::vector<std::pair<std::string, std::string>> headers;
  shared_bytes body; // null: none
};

// A text of one line, as an answer of that status.
http_reply plain_reply(unsigned status, std::string text);

struct site {
  std::string program;                               // name of the page and its script, without extension
  std::string build;                                 // what the build is known by
  std::vector<std::filesystem::path> public_folders; // the build's, then those with assets
  std::vector<std::filesystem::path> source_folders;
  std::filesystem::path client_folder;
  bool isolate{}; // COOP and COEP: pages get SharedArrayBuffer
  gate door;
  file_cache files;

  // The file that is meant; nothing when there is none.
  std::optional<std::filesystem::path> file_of(http_request const &request) const;
  // A source: below the folder of that number, or below the first that has it.
  std::optional<std::filesystem::path> source_of(std::string_view path, std::optional<std::string> const &folder) const;
  // The answer to GET and HEAD. May take long the first time, when it compresses.
  http_reply answer(http_request const &request, std::filesystem::path const &file);
  // Whether `answer` needs no time.
  bool has_ready(http_request const &request, std::filesystem::path const &file);
  // With the client in it: before </head>, else at the beginning of the body, else at its end.
  std::string with_client(std::string page, std::string const &token) const;
  void add_common_headers(http_reply &reply) const;
};

// What a build is known by: its program and its script.
std::string build_id(std::filesystem::path const &folder, std::string const &program);

} // namespace jank::server
