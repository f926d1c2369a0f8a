#pragma once

// How often something took how long: counts in buckets whose bounds grow by a constant factor, eight to the octave, so that a quantile is
// right to about 5 % and the whole is small, from a microsecond to an hour.

#include <array>
#include <cstddef>
#include <cstdint>

namespace jank::hot_reload {

class histogram {
public:
  void add(double milliseconds);

  std::uint32_t count() const { return count_; }
  double sum() const { return sum_; }
  double largest() const { return largest_; }
  // The value below which the part `q` (0 to 1) of all lies; 0 when there are none.
  double quantile(double q) const;

  static constexpr std::size_t bucket_count{8 * 32};
  std::uint32_t in_bucket(std::size_t i) const { return buckets_[i]; }
  // Bucket i holds what is below its bound and not below the bound of the one before. The first holds all that is smaller, the last all
  // that is larger.
  static double bound(std::size_t i);

private:
  std::array<std::uint32_t, bucket_count> buckets_{};
  std::uint32_t count_{};
  double sum_{};
  double largest_{};
};

} // namespace jank::hot_reload
