#include "hot_reload/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace jank::hot_reload {

namespace {

constexpr double per_octave{8};
constexpr double first_octave{-10}; // 2^-10 ms

std::size_t bucket_of(double milliseconds) {
  if(!(milliseconds > 0)) { return 0; }
  double const at{std::floor((std::log2(milliseconds) - first_octave) * per_octave) + 1};
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(histogram::bucket_count - 1)));
}

} // namespace

void histogram::add(double milliseconds) {
  ++buckets_[bucket_of(milliseconds)];
  ++count_;
  sum_ += std::max(milliseconds, 0.0);
  largest_ = std::max(largest_, milliseconds);
}

double histogram::bound(std::size_t i) { return std::exp2(first_octave + static_cast<double>(i) / per_octave); }

double histogram::quantile(double q) const {
  if(count_ == 0) { return 0; }
  double const wanted{q * count_};
  double below{};
  for(std::size_t i{}; i < bucket_count; ++i) {
    double const here{static_cast<double>(buckets_[i])};
    if(here > 0 && below + here >= wanted) {
      double const low{i == 0 ? 0 : bound(i - 1)};
      double const part{std::clamp((wanted - below) / here, 0.0, 1.0)};
      return std::min(low + (bound(i) - low) * part, largest_);
    }
    below += here;
  }
  return largest_;
}

} // namespace jank::hot_reload
