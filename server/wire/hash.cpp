#include "wire/hash.hpp"

#include <boost/uuid/detail/sha1.hpp>

#include <cstdio>

namespace jank::server {

std::string content_hash(std::string_view bytes) {
  boost::uuids::detail::sha1 sum;
  sum.process_bytes(bytes.data(), bytes.size());
  boost::uuids::detail::sha1::digest_type digest;
  sum.get_digest(digest);
  std::string text;
  for(unsigned const word : digest) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", word);
    text += digits;
  }
  return text;
}

} // namespace jank::server
