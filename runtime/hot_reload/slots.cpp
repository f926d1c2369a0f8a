#include "hot_reload/slots.hpp"

#include <algorithm>
#include <iterator>

namespace jank::hot_reload {

namespace {

constexpr std::uint32_t batch = 1024;

} // namespace

std::uint32_t slot_ranges::take(std::uint32_t count) {
  for(auto it{free_.begin()}; it != free_.end(); ++it) {
    auto const [first, size]{*it};
    if(size < count) { continue; }
    free_.erase(it);
    if(size > count) { free_[first + count] = size - count; }
    in_use_ += count;
    return first;
  }
  std::uint32_t const added{std::max(count, batch)};
  std::uint32_t const first{grow_(added)};
  if(first == 0) { return 0; }
  reserved_ += added;
  in_use_ += added;
  give_back(first, added);
  return take(count);
}

void slot_ranges::give_back(std::uint32_t first, std::uint32_t count) {
  in_use_ -= count;
  auto const next{free_.lower_bound(first)};
  if(next != free_.end() && first + count == next->first) {
    count += next->second;
    free_.erase(next);
  }
  auto const after{free_.lower_bound(first)};
  if(after != free_.begin()) {
    auto const before{std::prev(after)};
    if(before->first + before->second == first) {
      before->second += count;
      return;
    }
  }
  free_[first] = count;
}

} // namespace jank::hot_reload
