#include "populate.hpp"

#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace jank::resident {

namespace {

struct mapping {
  std::uintptr_t begin;
  std::uintptr_t end;
  bool writable;
};

// Private mappings that can be read.
std::vector<mapping> read_mappings() {
  std::vector<mapping> all;
  FILE *const in{std::fopen("/proc/self/maps", "re")};
  if(in == nullptr) { return all; }
  char line[4352];
  while(std::fgets(line, sizeof line, in) != nullptr) {
    std::uintptr_t begin{};
    std::uintptr_t end{};
    char access[5]{};
    if(std::sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &begin, &end, access) != 3) { continue; }
    // What the kernel has put there is not memory like other.
    bool const special{std::strstr(line, "[v") != nullptr || std::strstr(line, "[stack]") != nullptr};
    if(access[0] == 'r' && access[3] == 'p' && !special) { all.push_back({begin, end, access[1] == 'w'}); }
  }
  std::fclose(in);
  return all;
}

void populate(std::uintptr_t begin, std::uintptr_t end, bool writable) {
  int const how{writable ? MADV_POPULATE_WRITE : MADV_POPULATE_READ};
  // Not all can be. In memory that can be written, touching it does the same, as it does with a kernel before 5.14.
  if(madvise(reinterpret_cast<void *>(begin), end - begin, how) != 0 && !writable) { return; }
  // Beneath a hypervisor there are tables of its own, which only an access fills.
  static auto const page{static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE))};
  for(std::uintptr_t at{begin}; at < end; at += page) {
    auto *const byte{reinterpret_cast<char volatile *>(at)};
    char const value{*byte};
    if(writable) { *byte = value; }
  }
}

bool is_readable(int fd) {
  pollfd p{fd, POLLIN, 0};
  return poll(&p, 1, 0) > 0;
}

} // namespace

void use_reserving_heap() {
  mallopt(M_TOP_PAD, heap_reserve);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  // The largest there is.
  mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024 * static_cast<int>(sizeof(long)));
}

void populate_memory(int until) {
  std::vector<mapping> const all{read_mappings()};
  // What would be copied, page by page, in any case: this is the faster way.
  for(mapping const &m : all) {
    if(m.writable) { populate(m.begin, m.end, true); }
  }
  constexpr std::uintptr_t at_once{std::uintptr_t{1} << 20};
  for(mapping const &m : all) {
    if(m.writable) { continue; }
    for(std::uintptr_t begin{m.begin}; begin < m.end; begin += at_once) {
      if(is_readable(until)) { return; }
      populate(begin, std::min(begin + at_once, m.end), false);
    }
  }
}

} // namespace jank::resident
