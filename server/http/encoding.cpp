#include "http/encoding.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace jank::server {

namespace {

constexpr int brotli_quality{5};
constexpr int brotli_window{22};
constexpr int gzip_level{6};

std::string_view trimmed(std::string_view text) {
  while(!text.empty() && text.front() == ' ') { text.remove_prefix(1); }
  while(!text.empty() && text.back() == ' ') { text.remove_suffix(1); }
  return text;
}

// "q=0" and "q=0.000" forbid.
bool forbidden(std::string_view parameters) {
  std::size_t const q{parameters.find("q=")};
  return q != parameters.npos && trimmed(parameters.substr(q + 2)).find_first_not_of("0.") == std::string_view::npos;
}

std::string by_gzip(std::string_view bytes) {
  z_stream stream{};
  // 16 more makes zlib write gzip's header.
  if(deflateInit2(&stream, gzip_level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error{"zlib cannot be started"};
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef *>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  int const result{deflate(&stream, Z_FINISH)};
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if(result != Z_STREAM_END) { throw std::runtime_error{"zlib did not finish"}; }
  return out;
}

std::string by_brotli(std::string_view bytes) {
  std::size_t size{BrotliEncoderMaxCompressedSize(bytes.size())};
  std::string out(size, '\0');
  if(BrotliEncoderCompress(brotli_quality, brotli_window, BROTLI_MODE_GENERIC, bytes.size(),
                           reinterpret_cast<std::uint8_t const *>(bytes.data()), &size,
                           reinterpret_cast<std::uint8_t *>(out.data())) == BROTLI_FALSE) {
    throw std::runtime_error{"brotli did not finish"};
  }
  out.resize(size);
  return out;
}

} // namespace

encoding choose_encoding(std::string_view accepted) {
  encoding best{encoding::identity};
  while(!accepted.empty()) {
    std::size_t const comma{std::min(accepted.find(','), accepted.size())};
    std::string_view const item{accepted.substr(0, comma)};
    accepted.remove_prefix(std::min(comma + 1, accepted.size()));
    std::size_t const semicolon{std::min(item.find(';'), item.size())};
    if(forbidden(item.substr(semicolon))) { continue; }
    std::string_view const name{trimmed(item.substr(0, semicolon))};
    if(name == "br") { best = encoding::brotli; }
    if(name == "gzip" && best == encoding::identity) { best = encoding::gzip; }
  }
  return best;
}

std::string_view name_of(encoding e) {
  switch(e) {
  case encoding::brotli: return "br";
  case encoding::gzip: return "gzip";
  default: return "identity";
  }
}

std::string compress(encoding e, std::string_view bytes) {
  switch(e) {
  case encoding::brotli: return by_brotli(bytes);
  case encoding::gzip: return by_gzip(bytes);
  default: return std::string{bytes};
  }
}

} // namespace jank::server
